# Reference 3.3.2: descriptors, properties, metaclasses, class creation.
class Positive:
    def __set_name__(self, owner, name):
        self.public, self.private = name, "_" + name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return getattr(instance, self.private)

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError(f"{self.public} is negative")
        setattr(instance, self.private, value)

    def __delete__(self, instance):
        delattr(instance, self.private)


class Cached:
    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        value = self.function(instance)
        instance.__dict__[self.name] = value
        return value


class Rectangle:
    width = Positive()
    height = Positive()
    count = 0

    def __init__(self, width, height):
        self.width = width
        self.height = height
        type(self).count += 1

    @property
    def area(self):
        return self.width * self.height

    @area.setter
    def area(self, value):
        self.width = value // self.height

    @area.deleter
    def area(self):
        del self.width

    @Cached
    def diagonal(self):
        return (self.width**2 + self.height**2) ** 0.5

    @staticmethod
    def unit():
        return Rectangle(1, 1)

    @classmethod
    def square(cls, side):
        return cls(side, side)


r = Rectangle(3, 4)
area = r.area
r.area = 40
r.area += 4
long = r.diagonal
again = r.diagonal
del r.area
try:
    r.height = -1
except ValueError as error:
    problem = str(error)
u, q = Rectangle.unit(), Rectangle.square(5)
q.width += 2


class Registry(type):
    classes = []

    @classmethod
    def __prepare__(metacls, name, bases, **keywords):
        return {"prepared": True}

    def __new__(metacls, name, bases, namespace, tag=None):
        made = super().__new__(metacls, name, bases, namespace)
        made.tag = tag
        return made

    def __init__(cls, name, bases, namespace, tag=None):
        super().__init__(name, bases, namespace)
        Registry.classes.append(name)

    def __call__(cls, *args):
        made = super().__call__(*args)
        made.born = len(cls.classes)
        return made

    @property
    def shout(cls):
        return cls.__name__.upper()

    @shout.setter
    def shout(cls, value):
        cls.said = value


class Plain(metaclass=Registry, tag="t"):
    def __init__(self, x=0):
        self.x = x

    def __init_subclass__(cls, extra=None, **keywords):
        super().__init_subclass__(**keywords)
        cls.extra = extra


class Child(Plain, extra=[1]):
    x = 5


one = Plain(3)
two = Child()
Child.shout = "hey"
Child.extra.append(2)
Plain.later = lambda self: self.x
value = one.later() + two.later()
setattr(Child, "dynamic", 9)
delattr(Child, "dynamic")
Made = type("Made", (Plain,), {"field": [1]})
Made.field.append(2)
m = Made()
m.__class__ = Child
kind = type(m).__name__
print(area, long, again, problem, r.count, Registry.classes, one.born, Child.said, Child.extra, value, Made.field, kind)
print(vars(one), [k for k in vars(Child) if not k.startswith("__")], Plain.prepared, Child.shout)
