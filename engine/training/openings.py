"""Sixty everyday openings, each with the next words that an English reader would call sensible.

Written before the first training and not changed after it; `evaluate` counts how often the model's top word
is one of them.  A name in capitals stands for a group of words.
"""

from __future__ import annotations

GROUPS: dict[str, str] = {
    "PEOPLE": "mother father mum mom dad brother sister friend grandmother grandma grandfather grandpa uncle aunt "
              "cousin son daughter wife husband family teacher friends parents children",
    "FOOD": "bread toast cheese soup rice pasta pizza fish chicken meat salad cake chocolate ice honey jam porridge "
            "yoghurt pie stew noodles sausages pancakes eggs vegetables fruit biscuits nuts sandwiches curry an a "
            "apples some the popcorn",
    "DRINK": "water milk tea coffee juice lemonade hot wine a some the",
    "FEELING": "happy glad sad angry tired proud afraid excited lonely upset ill sick hungry thirsty cold hot bored "
               "worried nervous so very late not sorry ashamed delighted pleased",
    "PLACE": "park beach zoo library cinema museum market supermarket school theatre farm forest mountains lake "
             "station hospital shop garden sea playground stadium church castle village circus gym swimming bank "
             "bookshop airport post hotel",
    "COLOUR": "red blue green yellow white black brown grey pink purple orange",
    "PLACE_IN": "on in under by near behind at with next there here",
    "NUMBER": "one two three four five six seven eight nine ten eleven twelve",
    "THING": "book letter picture message key box bag ball coin story",
    "END": ". , and but because so when with",
}

OPENINGS: tuple[tuple[str, str], ...] = (
    ("I love you", "too so very more . , because and with"),
    ("I miss you", "too so very , . and when every a"),
    ("I like to", "read play sing swim dance draw paint cook bake ride walk run sleep eat watch listen go travel "
                  "climb collect take write work fish ski play learn build solve knit tell sit look talk visit make "
                  "sew feed drink"),
    ("I want to", "be go eat sleep play read drink see stay rest buy learn travel lie have sit come know help live "
                  "swim sing dance visit put open close make watch do take"),
    ("My favourite colour is", "COLOUR the"),
    ("My favourite food is", "FOOD"),
    ("My name is", "NAME"),
    ("My mother is", "a an very so tired happy ill at in kind tall young old not angry proud cooking the FEELING "
                     "clever funny patient generous gentle honest strong"),
    ("My brother is", "a an very so tired happy ill at in kind tall young old not angry the FEELING years taller"),
    ("Good", "morning night evening afternoon luck idea"),
    ("Good morning,", "NAME dear darling everyone Mum Dad my children class how Mom Grandma Grandpa sweetheart "
                       "honey little Mr Mrs Miss ladies"),
    ("How are", "you they we your"),
    ("Thank you for", "the your everything coming helping a all"),
    ("Nice to", "meet see"),
    ("What is your", "name favourite"),
    ("How old are", "you they"),
    ("I am hungry and I want to", "eat have go cook make buy"),
    ("I am tired and I want to", "sleep rest go lie sit"),
    ("I am thirsty, so I", "drink need want have drank"),
    ("She was sad because", "she her the nobody he it"),
    ("He was happy because", "he his the she it"),
    ("The baby cried because", "it he she the"),
    ("The cat sat on the", "mat roof sofa chair bed floor wall table bench grass fence"),
    ("The dog", "barked ran slept sat ate is was likes jumped waited looked played and lives found saw"),
    ("The bird sang in the", "tree garden morning forest cage park"),
    ("The cow eats", "grass"),
    ("The fish swims in the", "sea water river lake pond ocean"),
    ("The lion lives in", "Africa a the"),
    ("The sky is blue and the grass is", "green wet soft tall high dry"),
    ("The sun is", "shining bright hot warm yellow going behind up"),
    ("It is raining, so", "we take I the put you she he NAME"),
    ("It is cold, so put on your", "coat scarf hat gloves jacket sweater boots jumper cap shoes raincoat"),
    ("In winter, it is", "cold snowy dark icy very"),
    ("In summer, we", "go swim eat play like travel"),
    ("After Monday comes", "Tuesday"),
    ("One two three", "four"),
    ("There are seven days in a", "week"),
    ("The opposite of big is", "small little"),
    ("Once upon a", "time"),
    ("Once upon a time there", "was lived were"),
    ("And they lived happily", "ever"),
    ("The king lived in a", "castle big palace beautiful small large old dark"),
    ("She opened the door and", "saw went looked the walked found there let said ran closed smiled came NAME "
                                "a an put sat"),
    ("He opened the book and", "began read started found looked saw the a smiled wrote"),
    ("She read a", "book story letter"),
    ("He wrote a", "letter book story message"),
    ("The teacher wrote the answer on the", "board"),
    ("The children play in the", "garden park sand snow playground yard street house forest"),
    ("We go to school by", "bus bicycle car train"),
    ("The doctor works in a", "hospital clinic"),
    ("The baker bakes", "bread cakes rolls"),
    ("The farmer", "has gets works planted is grows keeps was plants needs went looked smiled said and"),
    ("We went to the beach and", "swam played the lay built found we had ate walked"),
    ("I drink a cup of", "tea coffee hot"),
    ("For breakfast, I eat", "FOOD"),
    ("Can I have some", "water more bread milk tea FOOD DRINK"),
    ("The train to London", "leaves was is left"),
    ("The book is on the", "table shelf desk chair bed floor"),
    ("Happy birthday,", "NAME dear Mum Dad my Mom Grandma Grandpa darling sweetheart honey little"),
    ("See you", "soon tomorrow later on next in too again"),
)
