import platform
import sys

print(type(platform.system()), platform.python_version() == ".".join(map(str, sys.version_info[:3])), platform.python_version_tuple() == tuple(map(str, sys.version_info[:3])), platform.architecture()[0])
print(platform.uname().system == platform.system(), platform.uname()._fields[:2] if hasattr(platform.uname(), "_fields") else "", all(isinstance(f(), str) for f in (platform.node, platform.machine, platform.platform, platform.python_implementation)))
