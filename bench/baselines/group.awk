# What one would write instead of nfpath (mawk, gawk): checks the form of every trace line, puts four lines together
# by taking the newest open record that fits, counts records by skb and namespace. It knows no packets and no flows.
# The job and its output: bench/baselines/job.ts.
BEGIN {
  MOST_OPEN = 16
  NAME = "(\\(no dev\\)|\\(null\\)|[^ ,(/:]+)"; POINTER = "(\\(null\\)|[0-9a-f]+)"; IP = "[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+"
  HEAD = "^\\[ *[0-9]+\\.[0-9]+\\] \\[nftrace\\]: "
  SEPARATOR = "^=+$"
  DEVICE = "^DEV: " NAME ", NS: " POINTER ", INITNET: " POINTER "$"
  IN_OUT = "^IN DEV: " NAME ", NS: " POINTER ", OUT DEV: " NAME ", NS: " POINTER "$"
  PACKET = "^\\[[0-9]+\\]: " IP ":[0-9]+->" IP ":[0-9]+, skb: " POINTER "$"
}
!index($0, "[nftrace]: ") { foreign++; next }
!match($0, HEAD) { malformed++; next }
{
  split(substr($0, 2, RLENGTH - 13), time, "."); t = time[1] + time[2]
  body = substr($0, RLENGTH + 1); first = substr(body, 1, 1)
}
first == "=" && body ~ SEPARATOR {
  open++; stage[open] = 1; sum[open] = t
  if (open > MOST_OPEN) drop(1)
  next
}
first == "D" && body ~ DEVICE {
  split(body, f, /, |: /)
  for (i = open; i >= 1; i--) if (stage[i] == 1) break
  if (i) { stage[i] = 2; sum[i] += t + length(f[2]) + length(f[4]) + length(f[6]); netns[i] = f[4] } else orphans++
  next
}
first == "I" && body ~ IN_OUT {
  split(body, f, /, |: /)
  for (i = open; i >= 1; i--) if (stage[i] == 2 && (netns[i] == "(null)" || netns[i] == f[4] || netns[i] == f[8])) break
  if (i) { stage[i] = 3; sum[i] += t + length(f[2]) + length(f[4]) + length(f[6]) + length(f[8]); in_ns[i] = f[4]; out_ns[i] = f[8] }
  else orphans++
  next
}
first == "[" && body ~ PACKET {
  split(body, f, /\]: |->|[.:\[]|, skb: /); hook = f[2] + 0
  for (i = open; i >= 1; i--) if (stage[i] == 3) {
    has_in = in_ns[i] != "(null)"; has_out = out_ns[i] != "(null)"
    if (hook <= 1 ? has_in && !has_out : hook == 2 ? has_in && has_out : has_out && !has_in) break
  }
  if (i) {
    records++; groups[f[13] " " (has_in ? in_ns[i] : out_ns[i])]++
    checksum += sum[i] + t + hook + f[3] + f[4] + f[5] + f[6] + f[7] + f[8] + f[9] + f[10] + f[11] + f[12] + length(f[13])
    drop(i)
  } else orphans++
  next
}
{ malformed++ }
function drop(i) {
  for (; i < open; i++) {
    stage[i] = stage[i + 1]; sum[i] = sum[i + 1]; netns[i] = netns[i + 1]; in_ns[i] = in_ns[i + 1]; out_ns[i] = out_ns[i + 1]
  }
  open--
}
END {
  for (key in groups) { count++; squares += groups[key] * groups[key] }
  printf "%d %d %d %d %d %d %.0f %.0f\n", NR, foreign, malformed, orphans, records, count, squares, checksum
}
