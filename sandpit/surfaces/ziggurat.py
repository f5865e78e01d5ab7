"""The layers under the normal curve that normal numbers are drawn by.

G. Marsaglia, W. W. Tsang, "The ziggurat method for generating random variables" (2000): the area
under exp(-x^2/2), x >= 0, is cut into 256 layers of equal area. The layers' ends stand here as
numbers, not as the formula that they solve: logarithms differ from machine to machine in the last
bit, and a start that is drawn must not.
"""

import base64
import math
import struct
from itertools import pairwise
from typing import Final

_ENDS: Final = (
    "edkVeDtJD0DG9v3jC43LP7RbLDyvUNI/YTtEOLl81T8Mpy/o/AHYP7zQTC4MI9o/92E4L00A3D90cnRaL6zdP8PV"
    "TC1IMt8/rbuOJzJN4D9DXQI7BfXgP3c2QZemkuE/9Rp6j6In4j+A2GM4LrXiP/WRV8A/POM/L7GiwZ694z9Vm/+N"
    "7znkP6f+PTa7seQ/dNMaYnUl5T+WzgengJXlP+p+2c8xAuY/PXyjYdJr5j9wBQCSotLmP6b4RtPaNuc/dyqzEK2Y"
    "5z9D9UatRfjnP3cKQ1PMVeg/mnZ7nmSx6D+Yz06pLgvpP+oeLIJHY+k/RsU4jsm56T8sp6TczA7qP1nNd21nYuo/"
    "MBYQbq206j+cbBNtsQXrPyl6QoeEVes/Op9Sjjak6z8ygr8q1vHrP/NOWflwPuw/YTsypROK7D+LJnL+ydTsP0i3"
    "gA6fHu0/EB/kKZ1n7T/DuCMAzq/tP1N28ak69+0//u3Stes97j8Ab3oz6YPuP86C+b06ye4/JmLwhOcN7z+I9thU"
    "9lHvP67Xh55tle8/rC76fVPY7z/sNELgVg3wP5qPOfVALvA//KUWnupO8D8QoHJbVm/wPwv0cZCGj/A/E2G8hH2v"
    "8D9/zEtmPc/wP2sIFkvI7vA/7hWVMiAO8T++DzEHRy3xP0GRjp8+TPE/HiDEvwhr8T802ngap4nxP4ht7lEbqPE/"
    "yyr4+GbG8T8u1OCTi+TxP5+gQJmKAvI/6cbEcmUg8j8fw+l9HT7yP/trqQy0W/I/f9MdZip58j8b1xnHgZbyP9ou"
    "uGK7s/I/U7jhYtjQ8j+Oqcvo2e3yP9dIbg3BCvM/MLn04Y4n8z+hXiZwRETzP9VSyrriYPM/algFvmp98z9ksrJv"
    "3ZnzPwM9uL87tvM/4B1WmIbS8z+DWnLevu7zP3Se4HHlCvQ/XXSmLfsm9D+kMDzoAEP0P13HynP3XvQ/NsNmnt96"
    "9D8vj0gyupb0P11BAvaHsvQ/3BGzrEnO9D8FpjgWAOr0P2JVXu+rBfU/WosK8k0h9T9PZmrV5jz1P8iyG053WPU/"
    "eF9VDgB09T8UhQ7GgY/1P1kbJCP9qvU/PXN90XLG9T/TjC974+H1Pzhen8hP/fU/wx+jYLgY9j+isKLoHTT2Pwsm"
    "twSBT/Y/cpbJV+Jq9j83MbGDQob2P7GyUCmiofY/u0Oz6AG99j9S0yhhYtj2P1T4YTHE8/Y/62iL9ycP9z/GFGlR"
    "jir3P9zucNz3Rfc/H3PlNWVh9z9J9O/61nz3P5O9ushNmPc/CRSLPMqz9z/7ItvzTM/3P+fec4zW6vc/H+qGpGcG"
    "+D92hsjaACL4PxWfic6iPfg/vfXRH05Z+D/FfnpvA3X4Py33R1/DkPg/Q8AFko6s+D+cDKGrZcj4PydqRFFJ5Pg/"
    "j7VzKToA+T9HgyjcOBz5P/wK7xJGOPk/iqIDeWJU+T/u1XC7jnD5PzEqLonLjPk/v5k/kxmp+T8s2dWMecX5PxF0"
    "byvs4fk/StL6JnL++T+SNvk5DBv6P1vIoiG7N/o/iLsLnn9U+j+kqUpyWnH6Pz0xoGRMjvo/CPGfPlar+j/O9VrN"
    "eMj6Pzazi+G05fo/GqHDTwsD+z9bmJrwfCD7PwAM4KAKPvs/Az3OQbVb+z8niT+5fXn7Pzz35fFkl/s/biWF22u1"
    "+z+iwC5rk9P7P4OugZvc8fs/oBbsbEgQ/D8tevDl1y78PxwNbhOMTfw/BYfsCGZs/D8XpuvgZov8P6uiNr2Pqvw/"
    "kNY7x+HJ/D834GgwXun8P26PizIGCf0/IO83ENso/T9HxjMV3kj9PyPx55YQaf0/pfvX9HOJ/T9wbiCZCar9Pw5J"
    "/PjSyv0/Ny5SldHr/T8c0kn7Bg3+P/ZG6sR0Lv4/iNHBmRxQ/j8l/pcvAHL+Pwq/KkshlP4/CG/3wIG2/j86pxB2"
    "I9n+P6nsAWEI/P4/IVPCijIf/z9tTbcPpEL/P2gBySBfZv8/gpeJBGaK/z+/InEYu67/P4XnL9Jg0/8/C/YYwVn4"
    "/z91oNNH1A4AQEfJjwKoIQBAqwKpg6k0AEDH9T5O2kcAQH6zrfY7WwBAaCanI9BuAEAXLmOPmIIAQFSi6AiXlgBA"
    "xMBxdc2qAEBI1O7RPb8AQDA9qjTq0wBAk2URz9ToAEC2n6bv//0AQEFwIARuEwFANV27myEpAUBtCcRpHT8BQDsu"
    "YEhkVQFA8+6dO/lrAUBhEtJ034IBQKzrTlYamgFAji9/d62xAUCUpnGpnMkBQDmu5Pvr4QFAAdniwp/6AUCBzASd"
    "vBMCQO7Tb3pHLQJAJJyspEVHAkDgWHbHvGECQC5ZqPqyfAJAeA53zS6YAkBSCipTN7QCQJfbljHU0AJA9XipsQ3u"
    "AkDurlbS7AsDQKOkaF57KgNAoxKuBcRJA0BAqDN60mkDQApBVpKzigNA+oiucHWsA0CmBBezJ88DQHX0YKrb8gNA"
    "2uW5nKQXBECUXlQVmD0EQBU6p0TOZARAvEOcdWKNBEAnWmudc7cEQAKJzQ0l4wRAQazpU58QBUBCfjpSEUAFQBvk"
    "SqmxcQVA2Y1xi8ClBUD+0DokitwFQEwehs9pFgZA6moAe85TBkDD5Z++QJUGQDLiCY1r2wZANHpf8CgnB0BzBglW"
    "lXkHQIzO1vQt1AdANPIpBQM5CEAUfKq/D6sIQJZEb5TgLglAq1dAAe7LCUBad5R43I8KQLH9eDgfmAtAM60JgrQ7"
    "DUA="
)
"""The ends as little-endian doubles in base64, as numpy 1.17 to 2.4 has them: what was drawn in
earlier games is drawn again. First the lowest's, as long as one of its area without a tail is, then
from the top of the curve down."""

_X: Final = struct.unpack("<256d", base64.b64decode(_ENDS))

TAIL: Final = _X[-1]
"""Where the tail begins, which is part of the lowest layer."""

INVERSE_TAIL: Final = 1.0 / TAIL

WIDTHS: Final = tuple(x * 2.0**-52 for x in _X)
"""What a place in each layer, a whole number below 2^52, is multiplied by."""

CERTAIN: Final = (
    int(TAIL / _X[0] * 2.0**52),
    *(int(inner / outer * 2.0**52) for inner, outer in pairwise((0.0, *_X[1:]))),
)
"""Below these, the places of each layer lie under the curve whatever their height."""

BOTTOMS: Final = (0.0, *(math.exp(-0.5 * x * x) for x in _X[1:]))
TOPS: Final = (BOTTOMS[-1], 1.0, *BOTTOMS[1:-1])
"""The heights between which each layer lies."""
