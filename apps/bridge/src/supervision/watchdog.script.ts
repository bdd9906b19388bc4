/**
 * Keeps a list of process groups, told line by line (`+ 4711`, `- 4711`). When nobody is left who could tell it
 * more, which is when the bridge is gone however it went, it ends what is still on the list, and what has left its
 * group but carries the mark of this bridge (its first argument) in its environment.
 * A shell, because it takes one megabyte where another Node.js takes forty.
 */
export const watchdogScript = `
groups=''
mark="$1"
while read -r order group; do
  case "$order" in
    +) groups="$groups $group" ;;
    -) kept=''; for g in $groups; do [ "$g" = "$group" ] || kept="$kept $g"; done; groups="$kept" ;;
  esac
done
strays() {
  for e in /proc/[0-9]*/environ; do
    if grep -qaF "$mark" "$e" 2>/dev/null; then p="\${e#/proc/}"; echo "\${p%/environ}"; fi
  done
}
left="$(strays)"
[ -z "$groups$left" ] && exit 0
for g in $groups; do kill -TERM "-$g" 2>/dev/null; done
for p in $left; do kill -TERM "$p" 2>/dev/null; done
sleep 1
for g in $groups; do kill -KILL "-$g" 2>/dev/null; done
for p in $(strays); do kill -KILL "$p" 2>/dev/null; done
exit 0
`;

/**
 * What a proxied server is started by: it puts itself on the list before it becomes the server, so that no moment is
 * left in which the bridge could be killed and the server go unnoticed.
 */
export const announcedStart = 'echo "+ $$" >&3 && exec 3>&- && exec "$@"';
