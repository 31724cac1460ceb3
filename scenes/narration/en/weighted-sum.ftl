weighted-sum-weights = weight
weighted-sum-values = values
weighted-sum-products = weight × value
weighted-sum-z = z of { $query }
weighted-sum-size = length
weighted-sum-others = { $count } others
weighted-sum-others-note = the others: each row weighted, then added to one
weighted-sum-first = first { $shown } of { $all } numbers; lengths take all { $all }
weighted-sum-length-note = length: root of the sum of squares
weighted-sum-rounded = numbers are shown rounded; computed in full

# seen: how many tokens it may look at. query: a token, quoted.
weighted-sum-values-line = { $seen ->
    [one] { $query } sees only itself: one value, a row of numbers to hand on.
   *[other] Each token has a value: a row of numbers to hand on.
}
weighted-sum-weigh-line = { $seen ->
    [one] The row is multiplied by its weight, 100%: it stays as it is.
   *[other] Each row is multiplied by its weight: small weight, faint row.
}
weighted-sum-add-line = { $seen ->
    [one] There is nothing to add: this row is the head’s output, z.
   *[other] Column by column, the rows add up to one: the head’s output, z.
}
# Whose weighted row is longest (root of the sum of its squares). only: there is one; both: the one with the largest
# weight too; other: not that one; tied: two tokens or more have the largest weight as it is shown.
# others: how many tokens share one row; if some do, that row may well be longer than any single token’s.
# level: two rows or more are the longest as it is shown.
weighted-sum-takeaway = { $how ->
    [only] { $query } hands on its own value alone: z is that value.
    [both] { $others ->
        [0] { $key } gives most: largest weight, { $share }, and longest row, { $size }.
       *[other] Of single tokens, { $key } gives most: weight { $share }, length { $size }.
    }
    [level] No single token gives most: the longest weighted rows have length { $size }.
    [tied] { $others ->
        [0] { $key } gives most: after weighting, its row is the longest: { $size }.
       *[other] Of single tokens, { $key } gives most: its weighted row is longest, { $size }.
    }
   *[other] { $others ->
        [0] { $top } weighs most, but { $key } gives most: length { $size }.
       *[other] { $top } weighs most; of single tokens, { $key } gives most: { $size }.
    }
}
