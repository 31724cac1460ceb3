scores-query = query
scores-keys = keys
scores-key = key
scores-grid = score of every query (row) with every key (column)

# reason: why the film follows this head: moved, it brings most of the answer (quoted) from other tokens; attribution,
# it adds most to it; norm, the model names no answer, and it writes the longest vector; chosen, it was asked for.
scores-head = Layer { $layer }, head { $head }{ $reason ->
    [moved] : of all heads, it brings most of { $answer } from other tokens
    [attribution] : of all heads, it adds most to { $answer }
    [norm] : of all heads, it writes most
   *[chosen] {""}
}

# query: a token, quoted. layer, head: numbers from 1. numbers: how many the query has.
scores-query-line = In layer { $layer }, head { $head }, { $query } asks with { $numbers } numbers: its query.
scores-multiply-line = Each key meets it: multiply pair by pair, add all up. That is one score.
# tokens: one, many.
scores-grid-line = { $tokens ->
    [one] With more tokens, every query would meet every key.
   *[many] Every token asks in the same way: every query meets every key.
}

# match: only, if there is a single key; self, if the query matches its own key best;
# twin, if it matches the key of the same word elsewhere; other, otherwise.
# view: part, if there are later tokens that it may not look at.
scores-takeaway = { $match ->
    [only] { $view ->
        [part] { $query } may not look ahead: only its score with itself counts, { $score }.
       *[all] { $query } can look only at itself: its one score is { $score }.
    }
    [self] { $view ->
        [part] Of the tokens it may see, { $query } matches itself best: { $score }.
       *[all] { $query } matches its own key best: { $score }.
    }
    [twin] { $view ->
        [part] Of the tokens it may see, { $query } matches another { $key } best: { $score }.
       *[all] { $query } matches the key of another { $key } best: { $score }.
    }
   *[other] { $view ->
        [part] Of the tokens it may see, { $query } matches { $key } best: { $score }.
       *[all] { $query } matches the key of { $key } best: { $score }.
    }
}
