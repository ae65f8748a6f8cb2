#!/usr/bin/env bash
# Lays the files of the pull request's base into a directory of their own. The work tree, its index
# and its configuration stay as they are, and nothing of the pull request is run.
set -euo pipefail

into="$RUNNER_TEMP/archlint-base"
mkdir -p "$into"

git() {
  command git -C "$GITHUB_WORKSPACE" -c core.hooksPath=/dev/null -c core.fsmonitor=false \
    -c safe.bareRepository=explicit -c "safe.directory=$GITHUB_WORKSPACE" "$@"
}

if ! git cat-file -e "$BASE_SHA^{commit}" 2>/dev/null; then
  git fetch --quiet --no-tags --no-recurse-submodules --depth=1 origin "$BASE_SHA" || {
    echo "The base of the pull request ($BASE_SHA) is not there. Check out with fetch-depth: 0, or" \
      "set compare: false, by which the pull request is judged by its own policy." >&2
    exit 2
  }
fi
export GIT_INDEX_FILE="$RUNNER_TEMP/archlint-base.index"
git read-tree "$BASE_SHA"
git checkout-index --all --force --prefix="$into/"
rm -f "$GIT_INDEX_FILE"
echo "directory=$into" >> "$GITHUB_OUTPUT"
