#!/usr/bin/perl
# pinyin_table.pl [FOLDER]: prints generator/text/pinyin_table.inc from the Unihan files of Debian's
# package unicode-data. Run by hand when the Unicode version moves:
#     perl tools/pinyin_table.pl > generator/text/pinyin_table.inc
# Shape: the syllables in order, each with the rank of its first character; the rank of each
# character of two blocks; the ranks of single characters elsewhere.
# Ranks: by letters (ü after u), tone, strokes, code point, as dictionaries of characters have them. Beyond
# the two blocks only what 通用规范汉字表 has (kTGH).
use strict;
use warnings;
use utf8;

my $folder = shift // '/usr/share/unicode';
my @blocks = ([0x3400, 0x4DBF], [0x4E00, 0x9FFF]);
my (%reading, %strokes, %general);

sub each_value {
    my ($file, $field, $to) = @_;
    open my $in, '-|:encoding(UTF-8)', 'bzcat', "$folder/$file" or die "$folder/$file: $!";
    while (<$in>) {
        $to->{hex $1} = $2 if /^U\+([0-9A-F]+)\t$field\t(\S+)/;
    }
}
each_value('Unihan_Readings.txt.bz2', 'kMandarin', \%reading);
each_value('Unihan_IRGSources.txt.bz2', 'kTotalStrokes', \%strokes);
each_value('Unihan_OtherMappings.txt.bz2', 'kTGH', \%general);

my %plain;
my @tones = ('āáǎà', 'ēéěè', 'īíǐì', 'ōóǒò', 'ūúǔù', 'ǖǘǚǜ');
my @vowels = ('a', 'e', 'i', 'o', 'u', 'v');
for my $v (0 .. 5) { my $t = 0; $plain{$_} = [$vowels[$v], ++$t] for split //, $tones[$v] }
@plain{'ń', 'ň', 'ǹ', 'ḿ'} = (['n', 2], ['n', 3], ['n', 4], ['m', 2]);
sub split_tone {
    my ($letters, $tone) = ('', 5);
    for (split //, $_[0]) {
        next if $_ eq "\x{300}" || $_ eq "\x{302}" || $_ eq "\x{304}" || $_ eq "\x{30C}";
        ($letters .= $plain{$_}[0], $tone = $plain{$_}[1], next) if $plain{$_};
        $letters .= $_ eq 'ü' ? 'v' : $_ eq 'ê' ? 'e' : $_;
    }
    $letters =~ s/[^a-z]//g;
    return ($letters, $tone);
}

my @all;
for my $code (keys %reading) {
    next unless grep({ $code >= $_->[0] && $code <= $_->[1] } @blocks) || $general{$code};
    my ($letters, $tone) = split_tone($reading{$code});
    next unless $letters ne '';
    (my $key = $letters) =~ s/v/u~/g;
    push @all, [$key, $tone, $strokes{$code} // 0, $code, $letters];
}
@all = sort { $a->[0] cmp $b->[0] || $a->[1] <=> $b->[1] || $a->[2] <=> $b->[2] || $a->[3] <=> $b->[3] } @all;

my (%rank, @syllables);
for my $i (0 .. $#all) {
    my ($key, $tone, $n, $code, $letters) = @{$all[$i]};
    $rank{$code} = $i;
    push @syllables, [$letters, $tone, $i] if !@syllables || $syllables[-1][0] ne $letters || $syllables[-1][1] != $tone;
}

print "/* Made by tools/pinyin_table.pl from Unihan 15.0 (kMandarin, kTotalStrokes, kTGH). */\n";
print "static const Syllable syllables[] = {\n";
print join('', map { sprintf "{\"%s\",%d,%d},%s", @$_, "\n" } @syllables), "};\n";
sub numbers {
    my @lines;
    push @lines, join(',', splice @_, 0, 20) while @_;
    return join(",\n", @lines);
}
for my $b (@blocks) {
    printf "static const uint16_t ranks_%x[] = {\n%s};\n", $b->[0], numbers(map { $rank{$_} // 65535 } $b->[0] .. $b->[1]);
}
my @others = grep { my $c = $_; !grep { $c >= $_->[0] && $c <= $_->[1] } @blocks } sort { $a <=> $b } keys %rank;
print "static const struct { uint32_t rune; uint16_t rank; } others[] = {\n";
print join(",\n", map { sprintf '{0x%X,%d}', $_, $rank{$_} } @others), "};\n";
