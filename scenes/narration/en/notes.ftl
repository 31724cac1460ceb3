# Small remarks in the picture that several chapters share.

note-first-of = first { $shown } of { $all } numbers; sums are over all { $all }
note-tokens-of = { $shown } of { $all } tokens
note-layer-head = layer { $layer }, head { $head }
