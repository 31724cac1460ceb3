prediction-vector = 最后的向量
prediction-rows = 每个词都有一行数
prediction-logit = logit
prediction-power = logit − 最大值
prediction-share = 概率
prediction-sum = 全部 { $count } 个之和
prediction-squares = 词表里的 { $count } 个词，一词一格，越亮越大
prediction-some = 词表共 { $all } 个词，这里是最可能的 { $shown } 个
prediction-temperature-1 = T = { $t }：更尖锐
prediction-temperature-2 = T = { $t }：原样
prediction-temperature-3 = T = { $t }：更平缓
# keeps: one, if a single token makes up 90 % or more; many, otherwise.
prediction-reach = { $keeps ->
    [one] 前 { $reach } 个词就够 90%
   *[many] 前 { $reach } 个词才够 90%
}

# token: the last token, quoted.
prediction-vector-line = 最后一个词元{ $token }走出最后一层，成了这行数。
# bias: some, if the model adds a bias to each product; none, otherwise.
prediction-dot-line = { $bias ->
    [some] 它去见每个词的那一行：相乘、相加，再加偏置，就是logit。
   *[none] 它去见每个词的那一行：相乘、相加，就是这个词的logit。
}
prediction-all-line = 词表里 { $count } 个词，个个都有了logit。
prediction-softmax-line = softmax：算出e的乘方，再除以全部 { $count } 个之和。
prediction-sampling-line = 想随机抽词，可以先把logit除以温度T。
# leads: alone, if one token is likelier than all others; tied, otherwise. answer: named.
prediction-takeaway = { $leads ->
    [tied] 有几个并列第一，各占 { $share }；{ $answer }是其中之一。
   *[alone] 整个词表里排第一的是{ $answer }：{ $share }。
}
