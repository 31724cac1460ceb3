# How a sentence names a token. token: quoted.
# kind: break, space, byte (a part of a character), special (a mark of the model's own), text.
answer-named = { $kind ->
    [break] 换行符{ $token }
    [space] 空格
    [byte] 字节{ $token }
    [special] 特殊符号{ $token }
   *[text] { $token }
}
# size: the share lies below a ten-thousandth (tt), a hundred-thousandth (ht), … a billionth (b).
answer-below = { $size ->
    [tt] 不到万分之一
    [ht] 不到十万分之一
    [m] 不到百万分之一
    [tm] 不到千万分之一
    [hm] 不到亿分之一
   *[b] 不到十亿分之一
}
