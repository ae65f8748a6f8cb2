#!/usr/bin/env bash
# Checks, with annotations in the log, SARIF for code scanning and a summary. It ends well whatever
# is found: the last step of the action tells how it ended, after the upload.
set -uo pipefail

cd "$GITHUB_WORKSPACE" || exit 2
sarif="$RUNNER_TEMP/archlint.sarif"
summary="$RUNNER_TEMP/archlint.md"
log="$RUNNER_TEMP/archlint.log"
rm -f "$sarif" "$summary" "$log"

options=(--root . --fail-on "$FAIL_ON")
[ "$STRICT" = true ] && options+=(--strict)
[ -n "${BASE:-}" ] && options+=(--since "$BASE" --policy since)
options+=(--format github --format "sarif=$sarif" --format "markdown=$summary")

paths=()
while IFS= read -r path; do
  [ -n "$path" ] && paths+=("$path")
done <<< "$PATHS"

"$ARCHLINT" check "${options[@]}" -- "${paths[@]}" > "$log"
code=$?
cat "$log"

# The counts stand on a line of their own; whatever a name says stands in lines of commands.
findings="$(grep -E '^[0-9]+ pass, [0-9]+ fail' "$log" | tail -n 1 | sed -E 's/^[0-9]+ pass, ([0-9]+) fail.*/\1/')"
{
  echo "exit-code=$code"
  echo "findings=${findings:-0}"
  [ -s "$sarif" ] && echo "sarif-file=$sarif"
} >> "$GITHUB_OUTPUT"
[ -s "$summary" ] && cat "$summary" >> "$GITHUB_STEP_SUMMARY"
exit 0
