weighted-sum-weights = 权重
weighted-sum-values = 值 value
weighted-sum-products = 权重 × 值
weighted-sum-z = { $query }的z
weighted-sum-size = 长度
weighted-sum-others = 其余 { $count } 个
weighted-sum-others-note = 其余各行先乘权重，再加成一行
weighted-sum-first = { $all } 个数中的前 { $shown } 个；长度按全部 { $all } 个计算
weighted-sum-length-note = 长度：平方和的平方根
weighted-sum-rounded = 显示的数已四舍五入，计算用全部精度

# seen: how many tokens it may look at. query: a token, quoted.
weighted-sum-values-line = { $seen ->
    [one] { $query }只看得到自己：一行“值”，就是可以交出的内容。
   *[other] 每个词元都有一行“值”：可以交出的内容。
}
weighted-sum-weigh-line = { $seen ->
    [one] 这一行乘上权重100%，还是原样。
   *[other] 每一行乘上自己的权重：权重越小，这一行越淡。
}
weighted-sum-add-line = { $seen ->
    [one] 没有别的可加：这一行就是这个头的输出z。
   *[other] 逐列相加，各行合成一行：这个头的输出z。
}
# Whose weighted row is longest (root of the sum of its squares). only: there is one; both: the one with the largest
# weight too; other: not that one; tied: two tokens or more have the largest weight as it is shown.
# others: how many tokens share one row; if some do, that row may well be longer than any single token’s.
# level: two rows or more are the longest as it is shown.
weighted-sum-takeaway = { $how ->
    [only] { $query }交出的只有自己的值：z就是它。
    [both] { $others ->
        [0] { $key }给得最多：权重{ $share }、加权后长度{ $size }，都最大。
       *[other] 逐个看，{ $key }给得最多：权重{ $share }、长度{ $size }。
    }
    [level] 没有谁给得最多：最长的几行加权后长度都是{ $size }。
    [tied] { $others ->
        [0] { $key }给得最多：加权后它那一行最长，长度{ $size }。
       *[other] 逐个看，{ $key }给得最多：加权后长度{ $size }。
    }
   *[other] { $others ->
        [0] { $top }权重最大，但{ $key }这行最长：{ $size }。
       *[other] { $top }权重最大，单个中{ $key }最长：{ $size }。
    }
}
