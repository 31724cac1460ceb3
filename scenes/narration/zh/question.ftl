question-cut = 这里略去了句子中间的部分；模型读的是全文
question-rank = 第 { $rank } 名，共 { $all } 项

question-typed-line = 句子停在这里。下面会接什么？
# count: how many entries the vocabulary has.
question-vocabulary-line = 语言模型有一张词表，里面有 { $count } 项候选。
# leads: alone, if one token is likelier than all others; close, if the next (rival) shows the same percentage; tied,
# otherwise. answer, rival: named.
question-answer-line = { $leads ->
    [tied] 没有谁单独领先；并列最前的有{ $answer }：{ $share }。
    [close] { $answer }略高于{ $rival }：四舍五入都是{ $share }。
   *[alone] 模型觉得最可能的是{ $answer }：{ $share }。
}
# which: one or two words to compare with (both, if share is more than either has); median, if none is in the
# vocabulary. share, othershare: a percentage, or answer-below.
question-outside-line = { $which ->
    [one] { $word }呢？也在词表里，概率 { $share }。
    [two] { $word }呢？{ $share }。{ $other }呢？{ $othershare }。
    [both] { $word }和{ $other }呢？概率都{ $share }。
   *[median] 排在正中间的是{ $word }：{ $share }。
}
question-takeaway = 为什么是{ $answer }？跟着数字走，看它从哪里来。
