# The same job as group.awk, as one would write it in Perl. The job and its output: bench/baselines/job.ts.
use strict;
use warnings;

my $MOST_OPEN = 16;
my $NAME = qr/\(no dev\)|\(null\)|[^ ,(\/:]+/;
my $POINTER = qr/\(null\)|[0-9a-f]+/;
my ($lines, $foreign, $malformed, $orphans, $records, $squares, $checksum) = (0) x 7;
my (@open, %groups);    # a record that is open: [stage, checksum, device's netns, in's netns, out's netns]

while (<STDIN>) {
    $lines++;
    if (index($_, '[nftrace]: ') < 0) { $foreign++; next }
    unless (/^\[ *(\d+)\.(\d+)\] \[nftrace\]: /gc) { $malformed++; next }
    my $time = $1 + $2;
    if (/\G=+$/gc) {
        push @open, [1, $time, '', '', ''];
        shift @open if @open > $MOST_OPEN;
    } elsif (/\GDEV: ($NAME), NS: ($POINTER), INITNET: ($POINTER)$/gc) {
        my $at = newest(sub { $_[0][0] == 1 });
        if ($at < 0) { $orphans++; next }
        my $record = $open[$at];
        @$record[0, 2] = (2, $2);
        $record->[1] += $time + length($1) + length($2) + length($3);
    } elsif (/\GIN DEV: ($NAME), NS: ($POINTER), OUT DEV: ($NAME), NS: ($POINTER)$/gc) {
        my ($in, $in_ns, $out, $out_ns) = ($1, $2, $3, $4);
        my $at = newest(sub { $_[0][0] == 2 && ($_[0][2] eq '(null)' || $_[0][2] eq $in_ns || $_[0][2] eq $out_ns) });
        if ($at < 0) { $orphans++; next }
        my $record = $open[$at];
        @$record[0, 3, 4] = (3, $in_ns, $out_ns);
        $record->[1] += $time + length($in) + length($in_ns) + length($out) + length($out_ns);
    } elsif (/\G\[(\d+)\]: (\d+)\.(\d+)\.(\d+)\.(\d+):(\d+)->(\d+)\.(\d+)\.(\d+)\.(\d+):(\d+), skb: ($POINTER)$/gc) {
        my ($hook, $skb) = ($1, $12);
        my $sum = $time + $1 + $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9 + $10 + $11 + length($12);
        my $at = newest(sub {
            return 0 if $_[0][0] != 3;
            my ($in, $out) = ($_[0][3] ne '(null)', $_[0][4] ne '(null)');
            return $hook <= 1 ? $in && !$out : $hook == 2 ? $in && $out : $out && !$in;
        });
        if ($at < 0) { $orphans++; next }
        my ($record) = splice @open, $at, 1;
        $records++;
        $checksum += $record->[1] + $sum;
        $groups{"$skb " . ($record->[3] ne '(null)' ? $record->[3] : $record->[4])}++;
    } else {
        $malformed++;
    }
}
$squares += $_ * $_ for values %groups;
printf "%d %d %d %d %d %d %.0f %.0f\n", $lines, $foreign, $malformed, $orphans, $records, scalar(keys %groups), $squares,
  $checksum;

sub newest {
    my ($fits) = @_;
    my $at = $#open;
    $at-- while $at >= 0 && !$fits->($open[$at]);
    return $at;
}
