scores-query = 查询 query
scores-keys = 键 key
scores-key = 键 key
scores-grid = 每个查询（行）与每个键（列）的得分

# reason: why the film follows this head: moved, it brings most of the answer (quoted) from other tokens; attribution,
# it adds most to it; norm, the model names no answer, and it writes the longest vector; chosen, it was asked for.
scores-head = 第 { $layer } 层第 { $head } 个头{ $reason ->
    [moved] ：所有头里，它从别的词元为 { $answer } 带来的最多
    [attribution] ：所有头里，它对 { $answer } 的贡献最大
    [norm] ：所有头里，它写入的最多
   *[chosen] {""}
}

# query: a token, quoted. layer, head: numbers from 1. numbers: how many the query has.
scores-query-line = 在第 { $layer } 层第 { $head } 个头里，{ $query } 用 { $numbers } 个数提问：查询。
scores-multiply-line = 查询与每个键逐项相乘，再全部加起来，就是一个得分。
# tokens: one, many.
scores-grid-line = { $tokens ->
    [one] 词元再多些，每个查询都会与每个键相乘。
   *[many] 每个词元都这样提问：每个查询都与每个键相乘。
}

# match: only, if there is a single key; self, if the query matches its own key best;
# twin, if it matches the key of the same word elsewhere; other, otherwise.
# view: part, if there are later tokens that it may not look at.
scores-takeaway = { $match ->
    [only] { $view ->
        [part] { $query } 不能看后文：只有与自己的得分 { $score } 算数。
       *[all] { $query } 只能看到自己：唯一的得分是 { $score }。
    }
    [self] { $view ->
        [part] 在能看到的词元里，{ $query } 与自己最匹配：{ $score }。
       *[all] 与 { $query } 最匹配的是它自己的键：{ $score }。
    }
    [twin] { $view ->
        [part] 在能看到的词元里，{ $query } 与另一个 { $key } 最匹配：{ $score }。
       *[all] 与 { $query } 最匹配的是另一个 { $key } 的键：{ $score }。
    }
   *[other] { $view ->
        [part] 在能看到的词元里，{ $query } 与 { $key } 最匹配：{ $score }。
       *[all] 与 { $query } 最匹配的是 { $key } 的键：{ $score }。
    }
}
