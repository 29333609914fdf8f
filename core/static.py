"""Static files under hashed names, also where one of our modules imports another.

A page that is kept on a phone then loads the very files it was made with, or none.
"""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_MODULES = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]


class PinnedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Django knows the imports of modules, but stumbles over those of other people's files."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", _MODULES))
