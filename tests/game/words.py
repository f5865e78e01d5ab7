"""What authors of levels and transcripts are told of each mistake, word for word."""

KEYS = (
    "choose from format, $schema, comment, title, story, lesson, goal, axes, surface, heights, "
    "dipstick, taylor, map, moves, start, dips, win, par, noise"
)
KINDS = (
    "choose one of formula, hill, bowl, waves, lattice, benchmark, sum, moved, fit, terrain, "
    "network"
)

LEVEL = {
    "unknown key": ('the key "titel" is not known here', 'did you mean "title"?'),
    "unknown key of an axis": ('the key "unti" is not known here', 'did you mean "unit"?'),
    "unknown key of a surface": ('the key "heigth" is not known here', 'did you mean "height"?'),
    "unknown key of a term": ('the key "heigth" is not known here', 'did you mean "height"?'),
    "unknown key of win": ('the key "distanse" is not known here', 'did you mean "distance"?'),
    "unknown key of noise": ('the key "heigth" is not known here', 'did you mean "height"?'),
    "unknown key far from all": (
        'the key "qqqq" is not known here',
        KEYS,
    ),
    "unknown kind": ('"hil" is not a kind of surface', 'did you mean "hill"?'),
    "unknown kind of a term": ('"wave" is not a kind of surface', 'did you mean "waves"?'),
    "no kind": (
        'a surface needs a "kind"',
        KINDS,
    ),
    "missing par": ('"par" is missing', 'add "par"'),
    "missing surface": ('"surface" is missing', 'add "surface"'),
    "missing range": ('"range" is missing', 'add "range"'),
    "another format": ("2 is not one of the choices", "write 1"),
    "format of true": ("the format must be a whole number", "write 1"),
    "format with a point": ("the format must be a whole number", "write 1"),
    "title of a number": ("a text is wanted here, not 3", "write it in quotation marks"),
    "no title": ("the text is too short", "write 1 or more characters"),
    "long title": ("the text is too long", "write at most 60 characters"),
    "dips in words": (
        'a whole number is wanted here, not "9"',
        "write it in digits, without quotation marks or a decimal point",
    ),
    "dips with a point": (
        "a whole number is wanted here, not 9.5",
        "write it in digits, without quotation marks or a decimal point",
    ),
    "no dips": ("0 is too small", "write 1 or more"),
    "endless dips": ("1000000 is too large", "write at most 10000"),
    "dips that are NaN": (
        "a whole number is wanted here, not NaN",
        "write it in digits, without quotation marks or a decimal point",
    ),
    "par more than dips": ("par is more than the budget of dips", "write at most 12"),
    "a goal of another name": ('"top" is not one of the choices', 'write "peak" or "pit"'),
    "an unknown stick": (
        '"slope" is not one of the choices',
        'write "height", "gradient" or "hessian"',
    ),
    "an unknown map": (
        '"hidden" is not one of the choices',
        'write "covered", "brushed" or "open"',
    ),
    "an unknown move": (
        '"jump" is not one of the choices',
        'write "probe", "step", "momentum" or "newton"',
    ),
    "a move twice": ('the move "probe" is listed twice', "list it once"),
    "no moves": ("the list is too short", "write 1 or more"),
    "step without a gradient": (
        'the move "step" needs more than this dip-stick measures',
        'write "dipstick": "gradient", or leave the move out',
    ),
    "newton without a Hessian": (
        'the move "newton" needs more than this dip-stick measures',
        'write "dipstick": "hessian", or leave the move out',
    ),
    "no way to begin": (
        "without the move probe there is no first reading",
        'add "probe" to the moves, or a "start"',
    ),
    "a start outside": ("the start lies outside: y = 7", "y runs from 0 to 6"),
    "a start that is NaN": (
        "a number is wanted here, not NaN",
        "write one in digits: NaN is not a number",
    ),
    "half a random start": ('"spread" is missing', 'add "spread"'),
    "a start in words": ('a list is wanted here, not "middle"', "write it in [ and ]"),
    "a start of one number": ("the start has 1 coordinate for 2 axes", "write one for each axis"),
    "a start that wins": ("the start already wins", "start further away"),
    "a win by both": (
        "a level is won either by a distance or by a height",
        'write {"distance": 0.15} or {"height": 8.5}',
    ),
    "a win by neither": (
        "a level is won either by a distance or by a height",
        'write {"distance": 0.15} or {"height": 8.5}',
    ),
    "a distance of 0": ("0 is too small", "write more than 0"),
    "an infinite distance": (
        "a finite number is wanted here, not Infinity",
        "write a number nearer to 0",
    ),
    "a range reversed": ("the range runs the wrong way round", "write [0, 6]"),
    "an empty range": ("the range is too narrow", "write two numbers further apart"),
    "a range at 0": ("the range is too narrow", "write two numbers further apart"),
    "half a range": ("the list is too short", "add one number"),
    "a range of three": ("the list is too long", "write at most 2"),
    "a range of words": (
        'a number is wanted here, not "0"',
        "write it in digits, without quotation marks",
    ),
    "an infinite range": (
        "a finite number is wanted here, not Infinity",
        "write a number nearer to 0",
    ),
    "an immense range": ("1e+300 is too large", "write at most 1e+60"),
    "an axis that is no object": ("an object is wanted here, not 3", "write it in { and }"),
    "axes that are no list": (
        'a list is wanted here, not {"name": "x", "range": [0, 6]}',
        "write it in [ and ]",
    ),
    "no axes": ("the list is too short", "write 1 or more"),
    "a name twice": ('two axes have the name "x"', "give each its own name"),
    "a name that is none": (
        '"2x" is not written as the name of an axis',
        "begin with a letter from a to z; letters, digits and _ may follow",
    ),
    "a hundred million axes": (
        "2,000,000 axes are too many with a stick that measures the Hessian",
        "use at most 1,000",
    ),
    "a Hessian of too many axes": (
        "5,000 axes are too many with a stick that measures the Hessian",
        "use at most 1,000",
    ),
    "heights reversed": ("the heights are the wrong way round", "write [-1, 1]"),
    "heights that are equal": (
        "the lowest and the highest height are equal",
        "write two numbers further apart",
    ),
    "a control character in the title": (
        "the text holds the control character U+0000",
        "delete it",
    ),
    "a line in the title": ("the text holds the control character U+000A", "delete it"),
    "an escape in the story": ("the text holds the control character U+001B", "delete it"),
    "an escape in a unit": ("the text holds the control character U+009B", "delete it"),
    "a control character in a label": ("the text holds the control character U+0000", "delete it"),
    "a control character in a parameter's name": (
        "the text holds the control character U+001B",
        "delete it",
    ),
    "immense noise": ("1e+308 is too large", "write at most 1e+100"),
    "heights of NaN": (
        "a number is wanted here, not NaN",
        "write one in digits: NaN is not a number",
    ),
    "noise below 0": ("-1 is too small", "write 0 or more"),
    "noise in words": (
        'a number is wanted here, not "1"',
        "write it in digits, without quotation marks",
    ),
    "a centre of one number": ("center has 1 number for 2 axes", "write one number for each axis"),
    "a centre in words": ('"middle" is not one of the choices', 'write "random"'),
    "a seed in words": ('"any" is not one of the choices', 'write "random"'),
    "a seed too large": (
        "the whole number 1152921504606846976 is too large to be kept exactly",
        "write a smaller one, or use an exponent, as in 1e20",
    ),
    "a seed below 0": ("a seed must be 0 or more, not -1", "leave out the minus sign"),
    "sums too deep": ("objects and lists are nested too deeply", "at most 64 levels are read"),
    "too many surfaces": ("the ground is made of too many surfaces", "use at most 256"),
    "an unknown name in a formula": ("column 1: sinn is not a known function", "did you mean sin?"),
    "an undefined formula": (
        "log(x - 3) is undefined at x = 0, y = 0",
        "a logarithm needs a number above 0",
    ),
    "a key with the signs of a pointer": (
        'the key "a/b~c" is not known here',
        KEYS,
    ),
    "a key of sixty letters": (
        'the key "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk" is not known here',
        KEYS,
    ),
    "a key of more": (
        'the key "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk..." is not known here',
        KEYS,
    ),
    "a text of more": (
        '"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk..." is not one of the choices',
        'write "peak" or "pit"',
    ),
    "half a surrogate": ("a text has half of a surrogate pair in it", "write the character itself"),
}
"""The message and the cure of each of `test_level.MISTAKES`."""

TRANSCRIPT = {
    "not JSON": (
        "line 1, column 2: this is not JSON: the file ends before the { of line 1 is closed",
        "add } where it belongs; the file may be cut short",
    ),
    "empty": (
        "line 1, column 1: this is not JSON: the file is empty",
        "begin it with {, or start from `sandpit new`",
    ),
    "a list": ("the file holds no JSON object", "begin it with {"),
    "of the format true": ("the format must be a whole number", "write 2"),
    "of a format with a point": ("the format must be a whole number", "write 2"),
    "of the seed true": (
        "a whole number is wanted here, not true",
        "write it in digits, without quotation marks or a decimal point",
    ),
    "of a seed with a point": (
        "a whole number is wanted here, not 1.0",
        "write it in digits, without quotation marks or a decimal point",
    ),
    "of another format": ("3 is not one of the choices", "write 1 or 2"),
    "without a digest": ('"digest" is missing', 'add "digest"'),
    "with a digest of another kind": (
        '"md5:1" is not written as the digest of a level',
        "write sha256: and 64 hexadecimal digits",
    ),
    "with a misspelt key": ('the key "actoins" is not known here', 'did you mean "actions"?'),
    "with a score": (
        'the key "score" is not known here',
        "choose from format, level, digest, seed, player, difficulty, hints, actions, landings",
    ),
    "a seed that is no number": (
        'a whole number is wanted here, not "x"',
        "write it in digits, without quotation marks or a decimal point",
    ),
    "a seed below 0": ("-1 is too small", "write 0 or more"),
    "a key twice": ('"level" appears twice in one object', "keep one of them"),
    "actions that are no list": ("a list is wanted here, not {}", "write it in [ and ]"),
    "an action that is no object": (
        "an action is an object with one member",
        'write one such as {"probe": [2.5, 3.0]} or {"step": 0.2}',
    ),
    "an action of two": (
        "an action is an object with one member",
        'write one such as {"probe": [2.5, 3.0]} or {"step": 0.2}',
    ),
    "an unknown action": ('"setp" is not an action', 'did you mean "step"?'),
    "a NaN": ("a finite number is wanted here", 'write {"probe": [2.5, 3.0]}'),
    "an infinity": ("a finite number is wanted here", 'write {"step": 0.2}'),
    "a number beyond all": ("a finite number is wanted here", 'write {"step": 0.2}'),
    "a rate in words": ("a number is wanted here", 'write {"step": 0.2}'),
    "a rate of true": ("a number is wanted here", 'write {"step": 0.2}'),
    "a point that is none": (
        "a probe needs a list of coordinates, one for each axis",
        'write {"probe": [2.5, 3.0]}',
    ),
    "a newton with a number": ("this action takes no value", 'write {"newton": true}'),
    "an action of a later version": (
        "going on from an earlier dip belongs to a later version of the game",
        "score it with the version that wrote it",
    ),
    "a momentum without a keep": (
        "momentum needs a rate and a keep",
        'write {"momentum": {"rate": 0.1, "keep": 0.9}}',
    ),
    "a momentum that is a number": (
        "momentum needs a rate and a keep",
        'write {"momentum": {"rate": 0.1, "keep": 0.9}}',
    ),
    "a momentum of words": (
        "a number is wanted here",
        'write {"momentum": {"rate": 0.1, "keep": 0.9}}',
    ),
    "an action unlike all": (
        '"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." is not an action',
        "choose from probe, step, momentum, newton, give-up",
    ),
    "a false end": ("this action takes no value", 'write {"give-up": true}'),
}
"""The message and the cure of each of `test_transcript.UNREADABLE`."""
