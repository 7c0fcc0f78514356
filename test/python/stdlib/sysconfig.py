"""sysconfig: what is unknown is None."""
import sysconfig

print(sysconfig.get_config_var("no such variable"), sysconfig.get_config_vars("no such", "nor this"))
print(type(sysconfig.get_config_vars()).__name__, type(sysconfig.get_platform()).__name__, sysconfig.get_python_version().startswith("3."))
