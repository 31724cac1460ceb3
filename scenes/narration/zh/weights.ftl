# What the worked rows are called in the picture. `e` and its exponent are set apart: the exponent stands higher.
weights-score = 得分
weights-score-scaled = 得分{ "\u2009" }÷ √{ $root }
weights-shifted = { $score } −{ "\u2009" }最大值
weights-share = 份额
weights-sum = 总和
weights-grid = 每个查询（行）分给每个键（列）的注意力份额
weights-grid-scores = 每个查询（行）对每个键（列）的{ $score }，后文已遮住
weights-grid-scores-open = 每个查询（行）对每个键（列）的{ $score }
weights-cut = { $all } 个词元中的 { $shown } 个；总和包括全部 { $all } 个
weights-pips = { $all } 个词元中写出 { $written } 个，其余合占 { $share }

# query: a token, quoted. seen: how many tokens it may look at.
# raised: score, if e is raised to the scores themselves; difference, if the largest is taken off first.
# scaled: yes, if the scores are divided by √root first.
weights-power-line = { $raised ->
    [score] { $scaled ->
        [yes] { $seen ->
            [one] { $query }只有一个得分，除以√{ $root }后作e的指数。
           *[other] 先把每个得分除以√{ $root }，再以它为指数求e的幂。
        }
       *[no] { $seen ->
            [one] { $query }只有一个得分，softmax以它为指数求e的幂。
           *[other] softmax第一步：以{ $query }的每个得分为指数，求e的幂。
        }
    }
   *[difference] { $seen ->
        [one] { $query }只有一个得分，减去最大值得0，e的0次方是1。
       *[other] { $scaled ->
            [yes] 得分先除以√{ $root }，再减去其中最大的，作e的指数。
           *[no] softmax：{ $query }的得分先减去最大值，再作e的指数。
        }
    }
}
weights-divide-line = { $seen ->
    [one] 再除以总和，也就是它自己：份额是100%。
   *[other] 再除以总和，各份额加起来正好100%：这就是softmax。
}
# mask: causal, if later tokens are hidden; none, if every token sees all.
weights-grid-line = { $mask ->
    [causal] 后面的词元被遮住，记作−∞；softmax之后就是0。
   *[none] 每一行都这样算，每行加起来都是100%。
}
weights-arcs-line = 把{ $query }这一行画成弧线：越粗，注意力越多。

# How the focus token shares its attention out. only: it sees itself alone. even: the largest share is less than a
# quarter above the smallest. tied: two shares lead and look the same; many: more than two do. The others: it goes
# to the token itself or another one, and is more than half of all (most) or not (lead).
weights-takeaway = { $how ->
    [only] { $query }只看得到自己：注意力{ $share }都留给自己。
    [even] { $query }几乎平均分配注意力：每个{ $least }到{ $share }。
    [equal] { $query }平均分配注意力：每个词元{ $share }。
    [tied] { $key }和{ $second }并列最多，各{ $share }。
    [many] { $query }没有偏爱谁：最多的几个各占{ $share }。
    [most-self] { $query }把大半注意力留给了自己：{ $share }。
    [lead-self] { $query }留给自己的份额最大：{ $share }。
    [most-other] { $query }大半注意力给了{ $key }：{ $share }。
   *[lead-other] { $query }给{ $key }的份额最大：{ $share }。
}
# A token that the sentence has several times is told apart by its place.
token-nth = 第{ $nth }个{ $token }
# A token that is a part of a character.
token-byte = 字节{ $token }
