#!/bin/sh
# What a plain script does with a folder of clips, two files at a time: the yardstick of `npm run bench`.
# Usage: plain-script.sh <exiftool> <output folder> <file…>
set -eu
exiftool=$1; out=$2; shift 2
export exiftool out
one() {
  name=$(basename "$1")
  ffprobe -v error -show_format -show_streams -of json "$1" > "$out/$name.json"
  "$exiftool" -json "$1" > "$out/$name.exif.json"
  duration=$(ffprobe -v error -show_entries format=duration -of csv=p=0 "$1")
  for share in 0.1 0.3 0.5 0.7 0.9; do
    at=$(awk "BEGIN { print $duration * $share }")
    ffmpeg -v error -y -ss "$at" -i "$1" -frames:v 1 "$out/$name.$share.jpg"
  done
  ffmpeg -v error -i "$1" -an -vf "select='gt(scene,0.4)',metadata=print:file=$out/$name.scenes" -f null -
  ffmpeg -v error -y -i "$1" -vn -ac 1 -ar 16000 "$out/$name.wav"
}
if [ "${RUSHES_PLAIN_ONE:-}" = yes ]; then one "$1"; exit; fi
printf '%s\0' "$@" | RUSHES_PLAIN_ONE=yes xargs -0 -n 1 -P 2 "$0" "$exiftool" "$out"
