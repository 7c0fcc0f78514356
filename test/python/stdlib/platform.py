"""platform: texts, whatever they say."""
import platform

for name in ["machine", "node", "platform", "processor", "python_branch", "python_compiler", "python_implementation", "python_revision", "python_version", "release", "system", "version"]:
    print(name, type(getattr(platform, name)()).__name__)
print(platform.python_version().startswith("3."), platform.python_version_tuple()[0], len(platform.architecture()), len(platform.libc_ver()), len(platform.uname()), platform.uname().system == platform.system())
