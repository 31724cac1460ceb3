scores-query = 查询 query
scores-keys = 键 key
scores-key = 键 key
scores-grid = 每个查询（行）与每个键（列）的得分

# query: a token, quoted. layer, head: numbers from 1.
scores-query-line = 第 { $layer } 层第 { $head } 个头里，{ $query } 把想问的写成一行数：查询。
scores-multiply-line = 每把键都来见它：对应的数相乘，再全部加起来，得到一个得分。
# tokens: one, many.
scores-grid-line = { $tokens ->
    [one] 词再多些，每个查询都会见到每一把键。
   *[many] 每个词都这样提问：每个查询见每一把键。
}

# match: only, if there is a single key; self, if the query matches its own key best;
# twin, if it matches the key of the same word elsewhere; other, otherwise.
scores-takeaway = { $match ->
    [only] { $query } 只能看到自己：唯一的得分是 { $score }。
    [self] 与 { $query } 最匹配的是它自己的键：{ $score }。
    [twin] 与 { $query } 最匹配的是另一个 { $key } 的键：{ $score }。
   *[other] 与 { $query } 最匹配的是 { $key } 的键：{ $score }。
}
