# What ops/run and ops/test share: checks of the tools they need, each with what to do about it.

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

java_program() {
  if [ -n "${JAVA_HOME:-}" ]; then echo "$JAVA_HOME/bin/java"; else echo java; fi
}

# major "17.0.15" → 17
major() {
  echo "${1%%[.-]*}"
}

need_tools() {
  local java version
  java="$(java_program)"
  command -v "$java" >/dev/null || fail "Java is missing: install a JDK 17 or newer (Debian: apt-get install openjdk-17-jdk-headless)."
  version="$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)"
  [ "$(major "$version")" -ge 17 ] || fail "Java $version is too old: install a JDK 17 or newer, or point JAVA_HOME at one."
  command -v mvn >/dev/null || fail "Maven is missing: install it (Debian: apt-get install maven)."
  command -v node >/dev/null && command -v npm >/dev/null || fail "Node.js is missing: install version 20 or newer with npm."
  version="$(node --version)"
  [ "$(major "${version#v}")" -ge 20 ] || fail "Node.js $version is too old: install version 20 or newer."
}
