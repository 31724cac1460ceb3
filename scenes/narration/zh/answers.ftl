# How a sentence names a token. token: quoted.
# kind: break, space, byte (a part of a character), special (a mark of the model's own), text.
answer-named = { $kind ->
    [break] 换行符{ $token }
    [space] 空格
    [byte] 字节{ $token }
    [special] 特殊符号{ $token }
   *[text] { $token }
}
