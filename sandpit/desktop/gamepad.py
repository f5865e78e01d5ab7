"""Gamepads: plugged and unplugged at any time, their events turned into named controls."""

from dataclasses import dataclass

import pygame

from sandpit.desktop.bindings import Pad

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

_FIRST_REPEAT, _REPEAT = 0.35, 0.06
"""Seconds a d-pad is held before it repeats, and between repeats."""

_FLICK, _FLICK_REPEAT = 0.5, 0.18
"""How far a stick must lean to be taken for a d-pad, and the seconds between its repeats."""


@dataclass
class _Held:
    pad: Pad
    wait: float


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


class Gamepads:
    """All gamepads that are plugged in, heard as one; with none it stays silent.

    `tilt` is where the left stick leans, x to the right and y down, each -1..1, 0 when at rest.
    """

    def __init__(self) -> None:
        self.tilt = (0.0, 0.0)
        self._axes = [0.0, 0.0]
        self._held: _Held | None = None
        self._flick: _Held | None = None
        self._pulled: frozenset[Pad] = frozenset()
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
            case pygame.CONTROLLERBUTTONDOWN:
                return self._press(_CONTROLLER_PADS.get(event.button))
            case pygame.CONTROLLERBUTTONUP:
                self._release(_CONTROLLER_PADS.get(event.button))
            case pygame.CONTROLLERAXISMOTION:
                if event.axis in _TRIGGERS:
                    return self._pull(_TRIGGERS[event.axis], event.value / 32768)
                self._lean(event.axis, event.value / 32768)
            case pygame.JOYBUTTONDOWN | pygame.JOYHATMOTION | pygame.JOYAXISMOTION:
                return self._joystick(event)
        return None

    def repeats(self, dt: float) -> list[Pad]:
        """Return the presses that holding the d-pad gives in the next `dt` seconds."""
        if self._held is None:
            return []
        self._held.wait -= dt
        pads = []
        while self._held.wait <= 0:
            self._held.wait += _REPEAT
            pads.append(self._held.pad)
        return pads

    def flicks(self, dt: float) -> list[Pad]:
        """Return the presses that a leaning stick gives in `dt` seconds, taken for a d-pad."""
        across, down = self.tilt
        way = (_sign(across), 0) if abs(across) > abs(down) else (0, _sign(-down))
        pad = _HAT_PADS[way] if max(abs(across), abs(down)) > _FLICK else None
        if pad is None:
            self._flick = None
            return []
        if self._flick is None or self._flick.pad is not pad:
            self._flick = _Held(pad, _FIRST_REPEAT)
            return [pad]
        self._flick.wait -= dt
        if self._flick.wait > 0:
            return []
        self._flick.wait += _FLICK_REPEAT
        return [pad]

    @property
    def busy(self) -> bool:
        """Whether something is held, so that frames must go on."""
        return self._held is not None or self.tilt != (0.0, 0.0)

    def _joystick(self, event: pygame.event.Event) -> Pad | None:
        # SDL tells of a known pad twice, as a controller and as a joystick: once is enough.
        if getattr(event, "instance_id", None) in self._controllers:
            return None
        if event.type == pygame.JOYHATMOTION:
            pad = _HAT_PADS.get(tuple(event.value))
            self._held = None
            return self._press(pad)
        if event.type == pygame.JOYAXISMOTION:
            self._lean(event.axis, event.value)
            return None
        known = 0 <= event.button < len(_JOYSTICK_PADS)
        return self._press(_JOYSTICK_PADS[event.button]) if known else None

    def _press(self, pad: Pad | None) -> Pad | None:
        if pad is not None and pad in _HAT_PADS.values():
            self._held = _Held(pad, _FIRST_REPEAT)
        return pad

    def _release(self, pad: Pad | None) -> None:
        if self._held is not None and self._held.pad is pad:
            self._held = None

    def _pull(self, trigger: Pad, value: float) -> Pad | None:
        """Take where a trigger stands: it is pressed once each time it is pulled."""
        was, now = trigger in self._pulled, value > _PULLED
        self._pulled = self._pulled | {trigger} if now else self._pulled - {trigger}
        return trigger if now and not was else None

    def _lean(self, axis: int, value: float) -> None:
        if axis in (0, 1):
            size = max(0.0, abs(value) - DEAD_ZONE) / (1 - DEAD_ZONE)
            self._axes[axis] = min(1.0, size) * (1 if value > 0 else -1)
            self.tilt = (self._axes[0] + 0.0, self._axes[1] + 0.0)

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
        self._axes = [0.0, 0.0]
        self.tilt = (0.0, 0.0)
        self._held = None
