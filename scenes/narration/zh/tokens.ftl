tokens-text-line = 模型一块一块地读文字，每块叫一个词元。

# count: of tokens.
tokens-cut-line = { $count ->
    [1] 分词器没有切它：整句就是一个词元。
   *[other] 分词器把它切成{ $count }个词元。
}

# kind: bytes, if characters had to be spelled in bytes; unknown and replaced, if the vocabulary has something else
# instead; cut, if a word is several tokens; joined, if a token holds several words; whole, marks and signs, if every
# word (word and mark, mark) is one token. text: a word or character, quoted. count: its tokens; of whole, the words.
tokens-kind-line = { $kind ->
    [bytes] { $text }没有自己的词元，用{ $count }个词元按字节拼出来。
    [unknown] 词表里没有{ $text }，由{ $token }（未知）顶替。
    [replaced] 分词器把{ $text }读作{ $token }。
    [cut] { $text }没有自己的词元，被切成{ $count }块。
    [joined] { $text }在这里是一个词元。
    [signs] 这里每个标点就是一个词元。
    [marks] 这里每个词都是一个词元，每个标点也是。
   *[whole] { $count ->
        [1] 这个词自成一个词元，不用再切。
       *[other] 这里一个词就是一个词元。
    }
}

# size: of the vocabulary.
tokens-ids-line = 每个词元都有编号（id）：它在{ $size }项词表里的位置。

# again, if a token occurs more than once: token (quoted) and its id.
tokens-takeaway = { $kind ->
    [one] 一个词元，一个编号：{ $id }。模型看到的只有它。
    [again] { $count }个词元，{ $count }个编号；{ $token }每次都是{ $id }。
   *[other] { $count }个词元，{ $count }个编号：模型看到的只有这些数。
}

# added: none; first, if the tokenizer put in the first space; some, if it put in others.
tokens-note-space = { $added ->
    [first] ␣是空格；第一个是分词器加的
    [some] ␣是空格；有的是分词器加的
   *[none] ␣是空格
}
tokens-note-middle = ##表示接着上一块
tokens-note-added = { $tokens }：分词器加的
