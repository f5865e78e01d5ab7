"""Gamepads: plugged and unplugged at any time, their events turned into named controls."""

from typing import NamedTuple

import pygame

from sandpit.desktop.bindings import Pad
from sandpit.desktop.input.hold import Hold, Pace

_CONTROLLER_PADS = {
    pygame.CONTROLLER_BUTTON_A: Pad.A,
    pygame.CONTROLLER_BUTTON_B: Pad.B,
    pygame.CONTROLLER_BUTTON_X: Pad.X,
    pygame.CONTROLLER_BUTTON_Y: Pad.Y,
    pygame.CONTROLLER_BUTTON_LEFTSHOULDER: Pad.LEFT_SHOULDER,
    pygame.CONTROLLER_BUTTON_RIGHTSHOULDER: Pad.RIGHT_SHOULDER,
    pygame.CONTROLLER_BUTTON_BACK: Pad.BACK,
    pygame.CONTROLLER_BUTTON_START: Pad.START,
    pygame.CONTROLLER_BUTTON_GUIDE: Pad.GUIDE,
    pygame.CONTROLLER_BUTTON_LEFTSTICK: Pad.LEFT_STICK,
    pygame.CONTROLLER_BUTTON_RIGHTSTICK: Pad.RIGHT_STICK,
    pygame.CONTROLLER_BUTTON_DPAD_UP: Pad.UP,
    pygame.CONTROLLER_BUTTON_DPAD_DOWN: Pad.DOWN,
    pygame.CONTROLLER_BUTTON_DPAD_LEFT: Pad.LEFT,
    pygame.CONTROLLER_BUTTON_DPAD_RIGHT: Pad.RIGHT,
}
"""The buttons of a pad that SDL knows by its model."""

_JOYSTICK_PADS = (
    Pad.A,
    Pad.B,
    Pad.X,
    Pad.Y,
    Pad.LEFT_SHOULDER,
    Pad.RIGHT_SHOULDER,
    Pad.BACK,
    Pad.START,
    Pad.GUIDE,
    Pad.LEFT_STICK,
    Pad.RIGHT_STICK,
)
"""The usual order of the buttons of a pad that SDL does not know."""

_TRIGGERS = {
    pygame.CONTROLLER_AXIS_TRIGGERLEFT: Pad.LEFT_TRIGGER,
    pygame.CONTROLLER_AXIS_TRIGGERRIGHT: Pad.RIGHT_TRIGGER,
}
"""The axes of a pad that SDL knows which are pulled like buttons."""

_PULLED = 0.5
"""How far a trigger is pulled, 0..1, when it counts."""

_HAT_PADS = {(0, 1): Pad.UP, (0, -1): Pad.DOWN, (-1, 0): Pad.LEFT, (1, 0): Pad.RIGHT}

DEAD_ZONE = 0.25
"""How far a stick, -1..1, is let wander before it counts."""

_D_PAD = Pace(0.35, 0.06)
"""How a d-pad that is held repeats."""

_FLICK, _STICK = 0.5, Pace(0.35, 0.18)
"""How far a stick must lean to be taken for a d-pad, and how it then repeats."""

_LEFT_STICK = (0, 1)
"""The axes of the left stick: across and down."""


class Nudge(NamedTuple):
    """A control that is pressed, or that is held and `again` counts as pressed."""

    pad: Pad
    again: bool


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


class Gamepads:
    """All gamepads that are plugged in, heard as one; with none it stays silent.

    An axis counts once it has been near its middle: a pedal that rests at one end is no stick,
    and a stick that leaned before something new came in sight must first be let go.
    """

    def __init__(self) -> None:
        self._axes: dict[tuple[int, int], float] = {}
        self._asleep: set[tuple[int, int]] = set()
        self._held: Hold[tuple[int, Pad]] | None = None
        self._flick: Hold[Pad] | None = None
        self._pulled: frozenset[tuple[int, Pad]] = frozenset()
        self._controllers: dict[int, object] = {}
        self._joysticks: dict[int, pygame.joystick.JoystickType] = {}

    def open(self) -> None:
        """Start listening; a system without joystick support is the same as no gamepad."""
        from pygame._sdl2 import controller

        try:
            pygame.joystick.init()
            controller.init()
        except pygame.error:
            return

    def heard(self, event: pygame.event.Event) -> Pad | None:
        """Return the control that an event presses, if it is a gamepad's and presses one."""
        match event.type:
            case pygame.JOYDEVICEADDED:
                self._plug(event.device_index)
            case pygame.JOYDEVICEREMOVED:
                self._unplug(event.instance_id)
            case pygame.WINDOWFOCUSLOST:
                self.let_go()
            case pygame.CONTROLLERBUTTONDOWN:
                return self._press(event.instance_id, _CONTROLLER_PADS.get(event.button))
            case pygame.CONTROLLERBUTTONUP:
                self._release(event.instance_id, _CONTROLLER_PADS.get(event.button))
            case pygame.CONTROLLERAXISMOTION:
                if event.axis in _TRIGGERS:
                    trigger = (event.instance_id, _TRIGGERS[event.axis])
                    return self._pull(trigger, event.value / 32768)
                self._lean((event.instance_id, event.axis), event.value / 32768)
            case pygame.JOYBUTTONDOWN | pygame.JOYHATMOTION | pygame.JOYAXISMOTION:
                return self._joystick(event)
        return None

    def let_go(self) -> None:
        """Take nothing that is held now for pressed, until it is let go and pressed again."""
        self._held = self._flick = None
        self._asleep |= {axis for axis, value in self._axes.items() if abs(value) > DEAD_ZONE}

    def repeats(self, dt: float) -> list[Nudge]:
        """Return the press that holding the d-pad gives in a frame of `dt` seconds, if any."""
        if self._held is None or not self._held.repeats(dt):
            return []
        return [Nudge(self._held.what[1], again=True)]

    def flicks(self, dt: float) -> list[Nudge]:
        """Return the press that a leaning stick gives in `dt` seconds, taken for a d-pad."""
        across, down = self.tilt
        way = (_sign(across), 0) if abs(across) > abs(down) else (0, _sign(-down))
        pad = _HAT_PADS[way] if max(abs(across), abs(down)) > _FLICK else None
        if pad is None:
            self._flick = None
            return []
        if self._flick is None or self._flick.what is not pad:
            self._flick = Hold(pad, _STICK)
            return [Nudge(pad, again=False)]
        return [Nudge(pad, again=True)] if self._flick.repeats(dt) else []

    @property
    def tilt(self) -> tuple[float, float]:
        """Where the left stick leans, x to the right and y down, each -1..1, 0 when at rest.

        Of several pads the one that leans farthest counts, along each axis.
        """
        across, down = (self._leaning(axis) for axis in _LEFT_STICK)
        return (across, down)

    @property
    def busy(self) -> bool:
        """Whether something is held, so that frames must go on."""
        return self._held is not None or self.tilt != (0.0, 0.0)

    def _joystick(self, event: pygame.event.Event) -> Pad | None:
        instance = getattr(event, "instance_id", 0)
        # SDL tells of a known pad twice, as a controller and as a joystick: once is enough.
        if instance in self._controllers:
            return None
        if event.type == pygame.JOYHATMOTION:
            pad = _HAT_PADS.get(tuple(event.value))
            self._held = None
            return self._press(instance, pad)
        if event.type == pygame.JOYAXISMOTION:
            axis = (instance, event.axis)
            if axis not in self._axes:
                self._asleep.add(axis)  # nobody knows where an axis of an unknown pad rests
            self._lean(axis, event.value)
            return None
        known = 0 <= event.button < len(_JOYSTICK_PADS)
        return self._press(instance, _JOYSTICK_PADS[event.button]) if known else None

    def _press(self, instance: int, pad: Pad | None) -> Pad | None:
        if pad is not None and pad in _HAT_PADS.values():
            self._held = Hold((instance, pad), _D_PAD)
        return pad

    def _release(self, instance: int, pad: Pad | None) -> None:
        if self._held is not None and self._held.what == (instance, pad):
            self._held = None

    def _pull(self, trigger: tuple[int, Pad], value: float) -> Pad | None:
        """Take where a trigger stands: it is pressed once each time it is pulled."""
        was, now = trigger in self._pulled, value > _PULLED
        self._pulled = self._pulled | {trigger} if now else self._pulled - {trigger}
        return trigger[1] if now and not was else None

    def _lean(self, axis: tuple[int, int], value: float) -> None:
        self._axes[axis] = value
        if abs(value) <= DEAD_ZONE:
            self._asleep.discard(axis)

    def _leaning(self, axis: int) -> float:
        """Return how far the pads lean along an axis, -1..1, beyond the dead zone."""
        awake = (key for key in self._axes if key[1] == axis and key not in self._asleep)
        value = max((self._axes[key] for key in awake), key=abs, default=0.0)
        size = max(0.0, abs(value) - DEAD_ZONE) / (1 - DEAD_ZONE)
        return min(1.0, size) * _sign(value)

    def _plug(self, index: int) -> None:
        from pygame._sdl2 import controller

        try:
            stick = pygame.joystick.Joystick(index)
            if controller.is_controller(index):
                self._controllers[stick.get_instance_id()] = controller.Controller(index)
        except pygame.error:
            # Pulled out again before it could be opened.
            return
        self._joysticks[stick.get_instance_id()] = stick

    def _unplug(self, instance: int) -> None:
        self._joysticks.pop(instance, None)
        self._controllers.pop(instance, None)
        self._axes = {axis: value for axis, value in self._axes.items() if axis[0] != instance}
        self._asleep = {axis for axis in self._asleep if axis[0] != instance}
        self._pulled = frozenset(trigger for trigger in self._pulled if trigger[0] != instance)
        if self._held is not None and self._held.what[0] == instance:
            self._held = None
