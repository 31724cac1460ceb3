scores-query = query
scores-keys = keys
scores-key = key
scores-grid = score of every query (row) with every key (column)

# query: a token, quoted. layer, head: numbers from 1.
scores-query-line = Layer { $layer }, head { $head }: { $query } puts its question as numbers, its query.
scores-multiply-line = Each key meets it: multiply pair by pair, add all up. That is one score.
# tokens: one, many.
scores-grid-line = { $tokens ->
    [one] With more tokens, every query would meet every key.
   *[many] Every token asks in the same way: every query meets every key.
}

# match: only, if there is a single key; self, if the query matches its own key best;
# twin, if it matches the key of the same word elsewhere; other, otherwise.
scores-takeaway = { $match ->
    [only] { $query } can look only at itself: its one score is { $score }.
    [self] { $query } matches its own key best: { $score }.
    [twin] { $query } matches the key of another { $key } best: { $score }.
   *[other] { $query } matches the key of { $key } best: { $score }.
}
