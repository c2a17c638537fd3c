#!/bin/bash
# inside.sh ROOT FOLDER… -- COMMAND…: COMMAND with ROOT as its whole file system and these folders of ours in it.
# To be started by `unshare --mount`. Not chroot: a container's own pivot_root fails beneath one.
set -e
root=$1
shift
mount --bind "$root" "$root"
for folder in /proc /sys /dev; do
  mount --rbind "$folder" "$root$folder"
done
while [ "$1" != -- ]; do
  mkdir -p "$root$1"
  mount --bind "$1" "$root$1"
  shift
done
shift
cd "$root"
pivot_root . mnt
umount --lazy /mnt
# That of the test run is not in here, and runc would look for it at each command in a container.
export TMPDIR=/tmp
exec "$@"
