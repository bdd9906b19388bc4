/**
 * Keeps a list of process groups, told line by line (`+ 4711`, `- 4711`). When nobody is left who could tell it
 * more, which is when the bridge is gone however it went, it ends what is still on the list.
 * A shell, because it takes one megabyte where another Node.js takes forty.
 */
export const watchdogScript = `
groups=''
while read -r order group; do
  case "$order" in
    +) groups="$groups $group" ;;
    -) kept=''; for g in $groups; do [ "$g" = "$group" ] || kept="$kept $g"; done; groups="$kept" ;;
  esac
done
[ -z "$groups" ] && exit 0
for g in $groups; do kill -TERM "-$g" 2>/dev/null; done
sleep 1
for g in $groups; do kill -KILL "-$g" 2>/dev/null; done
exit 0
`;

/**
 * What a proxied server is started by: it puts itself on the list before it becomes the server, so that no moment is
 * left in which the bridge could be killed and the server go unnoticed.
 */
export const announcedStart = 'echo "+ $$" >&3 && exec 3>&- && exec "$@"';
