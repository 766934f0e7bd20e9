#!/usr/bin/perl
# unicode_tables.pl [FOLDER]: prints generator/text/unicode_table.inc from the Unicode data files
# of Debian's package unicode-data. Run by hand when the Unicode version moves:
#     perl tools/unicode_tables.pl > generator/text/unicode_table.inc
# Shape: block number per 128 code points, block contents (record numbers), records.
use strict;
use warnings;

my $folder = shift // '/usr/share/unicode';
my $BLOCK = 128;
my $END = 0x110000;

my @break = ('XX') x $END;
my @width = ('N') x $END;
my @category = ('Cn') x $END;
my @script = ('Zyyy') x $END;
my (@emoji, @pictographic);

sub each_range {
    my ($file, $wanted) = @_;
    open my $in, '<', "$folder/$file" or die "$folder/$file: $!";
    while (<$in>) {
        if (/^# \@missing: ([0-9A-F]+)\.\.([0-9A-F]+); (\w+)/) { $wanted->(hex $1, hex $2, $3); next }
        s/#.*//;
        next unless /^([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)/;
        $wanted->(hex $1, hex($2 // $1), $3);
    }
}
my %short = (Han => 'Hani', Hiragana => 'Kana', Katakana => 'Kana', Hangul => 'Hang',
             Latin => 'West', Greek => 'West', Cyrillic => 'West');
my %width_name = (Neutral => 'N', N => 'N', A => 'A', H => 'H', W => 'W', F => 'F', Na => 'Na');
each_range('LineBreak.txt', sub { my ($a, $b, $v) = @_; $v = 'XX' if $v eq 'Unknown'; @break[$a .. $b] = ($v) x ($b - $a + 1) });
# The defaults that LineBreak.txt and EastAsianWidth.txt state in prose.
for my $r ([0x3400, 0x4DBF], [0x4E00, 0x9FFF], [0xF900, 0xFAFF], [0x20000, 0x2FFFD], [0x30000, 0x3FFFD]) {
    for my $c ($r->[0] .. $r->[1]) { $break[$c] = 'ID' if $break[$c] eq 'XX'; $width[$c] = 'W' }
}
for my $r ([0x1F000, 0x1FAFF], [0x1FC00, 0x1FFFD]) {
    for my $c ($r->[0] .. $r->[1]) { $break[$c] = 'ID' if $break[$c] eq 'XX' }
}
for my $c (0x20A0 .. 0x20CF) { $break[$c] = 'PR' if $break[$c] eq 'XX' }
open my $ranges, '<', "$folder/EastAsianWidth.txt" or die;
while (<$ranges>) {
    s/#.*//;
    next unless /^([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)/;
    @width[hex($1) .. hex($2 // $1)] = ($width_name{$3}) x (hex($2 // $1) - hex($1) + 1);
}
each_range('extracted/DerivedGeneralCategory.txt', sub { my ($a, $b, $v) = @_; return if $v eq 'Unassigned'; @category[$a .. $b] = ($v) x ($b - $a + 1) });
each_range('Scripts.txt', sub { my ($a, $b, $v) = @_; @script[$a .. $b] = ($short{$v} // 'Zyyy') x ($b - $a + 1) });
each_range('emoji/emoji-data.txt', sub {
    my ($a, $b, $v) = @_;
    if ($v eq 'Emoji_Presentation') { $emoji[$_] = 1 for $a .. $b }
    if ($v eq 'Extended_Pictographic') { $pictographic[$_] = 1 for $a .. $b }
});

# Categories as far as anybody asks: see UnicodeCategory in unicode.h.
sub category {
    my $c = shift;
    return 'LETTER' if $c =~ /^L/;
    return 'MARK' if $c =~ /^M/;
    return 'DIGIT' if $c eq 'Nd';
    return 'NUMERAL' if $c eq 'Nl';
    return 'NUMBER' if $c eq 'No';
    return 'CONNECTOR' if $c eq 'Pc';
    return 'PUNCTUATION' if $c =~ /^P/;
    return 'SYMBOL' if $c =~ /^S/;
    return 'SPACE' if $c eq 'Zs';
    return 'PRIVATE' if $c eq 'Co';
    return 'UNASSIGNED' if $c eq 'Cn';
    return 'CONTROL';
}
sub resolved { # LB1: SA with category Mn or Mc is CM; AI, SG, XX, SA stay for the algorithm
    my ($lb, $gc) = @_;
    return 'CM' if $lb eq 'SA' && ($gc eq 'Mn' || $gc eq 'Mc');
    return $lb;
}

my (%number, @records, @blocks, %seen, @index);
for (my $start = 0; $start < $END; $start += $BLOCK) {
    my @row;
    for my $c ($start .. $start + $BLOCK - 1) {
        my $key = join ',', 'BREAK_' . resolved($break[$c], $category[$c]), 'WIDTH_' . uc($width[$c]),
            'CATEGORY_' . category($category[$c]), 'SCRIPT_' . uc $script[$c],
            ($emoji[$c] ? 1 : 0) + ($pictographic[$c] ? 2 : 0);
        if (!defined $number{$key}) { $number{$key} = @records; push @records, $key }
        push @row, $number{$key};
    }
    my $row = join ',', @row;
    if (!defined $seen{$row}) { $seen{$row} = @blocks; push @blocks, \@row }
    push @index, $seen{$row};
}
die scalar(@records) . " records do not fit a byte" if @records > 256;
die scalar(@blocks) . " blocks do not fit a byte" if @blocks > 65535;

sub wrapped {
    my ($out, $line) = ('', '');
    for (@_) {
        if (length($line) + length($_) + 1 > 98) { $out .= "$line\n"; $line = '' }
        $line .= "$_,";
    }
    return "$out$line\n";
}
open my $version, '<', "$folder/LineBreak.txt" or die;
my ($name) = <$version> =~ /(\d+\.\d+\.\d+)/;
print "/* Made by tools/unicode_tables.pl from Unicode $name; not edited by hand. */\n";
print "static const UnicodeRecord records[] = {\n", map({ "    {$_},\n" } @records), "};\n";
my $type = @blocks > 256 ? 'uint16_t' : 'uint8_t';
print "static const $type block_of[] = {\n", wrapped(@index), "};\n";
print "static const uint8_t block[][$BLOCK] = {\n", map({ "{\n" . wrapped(@$_) . "},\n" } @blocks), "};\n";
my @radicals;
each_range('EquivalentUnifiedIdeograph.txt', sub { my ($a, $b, $v) = @_; push @radicals, map { [$_, $v] } grep { $_ <= 0x2FD5 } $a .. $b });
print "/* radical, the unified ideograph that looks and means the same */\n";
print "static const uint32_t radicals[][2] = {\n", wrapped(map { sprintf '{0x%X,0x%s}', $_->[0], $_->[1] } sort { $a->[0] <=> $b->[0] } @radicals), "};\n";
