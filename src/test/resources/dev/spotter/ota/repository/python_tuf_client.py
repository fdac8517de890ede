"""Downloads targets with python-tuf: METADATA_DIR TARGET_DIR ROOT BASE_URL TARGET..."""

import sys

from tuf.ngclient import Updater

metadata_dir, target_dir, root, base, *targets = sys.argv[1:]
with open(root, "rb") as file:
    updater = Updater(metadata_dir, base + "metadata/", target_dir, base + "targets/", bootstrap=file.read())
updater.refresh()
for target in targets:
    info = updater.get_targetinfo(target)
    assert info is not None, target
    print(updater.download_target(info))
