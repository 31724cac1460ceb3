# Small remarks in the picture that several chapters share.

note-first-of = { $all } 个数中的前 { $shown } 个；求和用的是全部 { $all } 个
note-tokens-of = { $all } 个词元中的 { $shown } 个
note-layer-head = 第 { $layer } 层，第 { $head } 个头
