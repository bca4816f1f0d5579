/* The loops of matching that are worth a compiler. Each function stands for one in Python that finds the very same, named beside it;
   arithmetic is in doubles and in the same order, so do not compile with -ffast-math and do not let products and sums be contracted.

   Plain C without Python: arrays come and go as pointers. No function keeps anything between two calls, so threads may share an index. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BASE 0x9E3779B97F4A7C15ull
#define MINOR 4 /* added to the number of the role of a part, see index.py */
#define LONGEST 40
#define CLASSES 6 /* of dates of birth: candidates.SAME and so on */
#define STEPS 64 /* of what a name tells, screening.least */
#define FIRST_YEAR 1800
#define YEARS 400
#define BLOCK 8 /* rows that share a flag of being read, as a power of two */
#define NEAR_YEARS 2 /* candidates.NEAR_YEARS */
#define CLOSE_YEARS 3
#define WIDEST 3 /* building.WIDEST */

/* What is asked of a spelling most, in one place: kernel.SPELLED */
typedef struct { uint64_t skeleton; int64_t start; uint32_t mask, folded_mask; int32_t folding; float weight; int32_t length, folds; } Spelled;

typedef struct {
    /* spellings and their folded forms */
    const Spelled *spelled;
    const uint8_t *spelling_letters; const int64_t *spelling_starts;
    const uint8_t *folding_letters; const int64_t *folding_starts;
    const int32_t *spelling_folding;
    const uint32_t *folding_mask; const uint64_t *folding_skeleton; const uint8_t *folding_longest;
    /* listed names, in order of the years of birth */
    const int32_t *row_starts; const int32_t *row_spellings; const uint8_t *row_marks;
    const int32_t *run_starts; const int32_t *run_foldings;
    const int16_t *row_first; const int16_t *row_last; const int16_t *row_day;
    const uint8_t *whole_letters; const int64_t *whole_starts;
    const uint32_t *half_keys; const int32_t *half_rows;
    /* ways in */
    const int64_t *posting_starts; const int32_t *posting_rows;
    const int32_t *form_table; const uint32_t *form_hashes; const int32_t *form_ids;
    int64_t rows, foldings, halves, form_bits;
    const int32_t *span_rows, *year_rows; /* [YEARS + 1]: where the rows of a year begin, of those of a few years and of one */
} Listed;

typedef struct {
    const uint8_t *letters; /* of all texts: as spelled, then folded, then the consonants */
    const int64_t *starts; /* three for each text, and the end */
    const uint64_t *skeleton; /* hash of the consonants; 0: fewer than two */
    const int64_t *similar_start; const int32_t *similar_count;
    const int32_t *similar_folding; const float *similar_strength;
} Texts;

typedef struct {
    const int32_t *part_start; const int32_t *part_text; const int32_t *part_other; const uint8_t *part_mark; const double *part_weight;
    const double *part_surprise; /* [LEVELS] for each: what it tells that a listed part is so alike */
    const int32_t *run_start; const int32_t *run_first; const int32_t *run_last; const int32_t *run_text; const uint8_t *run_role;
    const double *run_surprise;
    const uint8_t *cut; const int16_t *year; const int16_t *day;
    const int32_t *whole_start; const uint8_t *whole_letters; const int64_t *whole_starts;
    int32_t travellers;
} Sought;

typedef struct {
    double after_edits[3][LONGEST + 1];
    double spelling_cost, skeleton, skeleton_other, consonants, initial, similar;
    double conflict, missing, one_part, other_role, cut, beginning, run;
    int32_t cut_letters, most_apart;
    double admit[CLASSES], needed[CLASSES][STEPS], step;
    int32_t whole_letters[4]; double whole_strength[4]; int32_t wholes;
} Policy;

typedef struct { int32_t *traveller, *row; double *strength, *told; int64_t room; } Found;

/* Words ----------------------------------------------------------------------------------------------------------------------------- */

typedef struct { const uint8_t *letters; int32_t length; } Word;

static int same(Word a, Word b) { return a.length == b.length && memcmp(a.letters, b.letters, (size_t)a.length) == 0; }

/* Edits between two words, a swap of neighbours being one; whatever is more than `most` comes out as most + 1. rapidfuzz OSA.distance */
static int edits(Word a, Word b, int most)
{
    int stack[3 * 130];
    if (abs(a.length - b.length) > most) return most + 1;
    while (a.length && b.length && a.letters[0] == b.letters[0]) { a.letters++; b.letters++; a.length--; b.length--; }
    while (a.length && b.length && a.letters[a.length - 1] == b.letters[b.length - 1]) { a.length--; b.length--; }
    if (a.length > b.length) { Word c = a; a = b; b = c; }
    if (!a.length) return b.length;
    if (most == 1) { /* what is left may be one letter for another, or two swapped */
        int swapped = a.length == 2 && b.length == 2 && a.letters[0] == b.letters[1] && a.letters[1] == b.letters[0];
        return (a.length == 1 && b.length == 1) || swapped ? 1 : 2;
    }
    int wide = a.length + 1;
    int *rows = wide <= 130 ? stack : malloc((size_t)(3 * wide) * sizeof(int));
    if (!rows) abort();
    int *before = rows, *last = rows + wide, *now = rows + 2 * wide;
    for (int i = 0; i < wide; i++) last[i] = i;
    int result = most + 1;
    for (int j = 1; j <= b.length; j++) {
        int least = now[0] = j;
        for (int i = 1; i < wide; i++) {
            int best = last[i - 1] + (a.letters[i - 1] != b.letters[j - 1]);
            if (last[i] + 1 < best) best = last[i] + 1;
            if (now[i - 1] + 1 < best) best = now[i - 1] + 1;
            if (i > 1 && j > 1 && a.letters[i - 1] == b.letters[j - 2] && a.letters[i - 2] == b.letters[j - 1] && before[i - 2] + 1 < best)
                best = before[i - 2] + 1;
            now[i] = best;
            if (best < least) least = best;
        }
        if (least > most) goto out; /* a swap skips a row, but then the row before was as small */
        int *spare = before; before = last; last = now; now = spare;
    }
    result = last[wide - 1] > most ? most + 1 : last[wide - 1];
out:
    if (rows != stack) free(rows);
    return result;
}

/* Which letters a word holds, a bit each: two edits change four at the most. */
static uint32_t mask_of(Word w)
{
    uint32_t mask = 0;
    for (int i = 0; i < w.length; i++) mask |= 1u << (w.letters[i] & 31);
    return mask;
}

typedef struct { Word spelled, folded; uint64_t skeleton; int consonants; int lower; uint32_t spelled_mask, folded_mask; } Form; /* consonants: counted in ours alone */

static Form asked(const Texts *t, int32_t text)
{
    const int64_t *s = t->starts + 3 * (int64_t)text;
    Form f = {{t->letters + s[0], (int32_t)(s[1] - s[0])}, {t->letters + s[1], (int32_t)(s[2] - s[1])}, t->skeleton[text],
              (int)(s[3] - s[2]), 0, 0, 0};
    f.lower = f.spelled.length > 0 && f.spelled.letters[0] >= 'a';
    f.spelled_mask = mask_of(f.spelled);
    f.folded_mask = mask_of(f.folded);
    return f;
}

static Word at(const uint8_t *letters, const int64_t *starts, int64_t place)
{
    Word w = {letters + starts[place], (int32_t)(starts[place + 1] - starts[place])};
    return w;
}

static Form listed(const Listed *l, int32_t spelling)
{
    const Spelled *s = l->spelled + spelling;
    Form f = {{l->spelling_letters + s->start, s->length}, at(l->folding_letters, l->folding_starts, s->folding),
              s->skeleton, 0, 0, s->mask, s->folded_mask};
    f.lower = f.spelled.length > 0 && f.spelled.letters[0] >= 'a';
    return f;
}

static double after_edits(const Policy *p, int count, int longer) { return p->after_edits[count][longer < LONGEST ? longer : LONGEST]; }

/* spelling.closeness, without the code */
static double closeness(Form a, Form b, const Policy *p)
{
    if (same(a.spelled, b.spelled)) return 1.0;
    if ((a.spelled.length == 1 || b.spelled.length == 1) && a.spelled.letters[0] == b.spelled.letters[0] && !a.lower) return p->initial;
    int longer = a.spelled.length > b.spelled.length ? a.spelled.length : b.spelled.length;
    if (same(a.folded, b.folded)) return 1.0 - p->spelling_cost * edits(a.spelled, b.spelled, longer) / longer;
    int skeleton = a.skeleton && a.skeleton == b.skeleton;
    if (a.lower || b.lower) return skeleton && a.consonants > 1 ? p->consonants : 0.0;
    int apart = __builtin_popcount(a.spelled_mask ^ b.spelled_mask) <= 4 ? edits(a.spelled, b.spelled, 2) : 3;
    if (apart > 1 && __builtin_popcount(a.folded_mask ^ b.folded_mask) <= 4) {
        int folded = edits(a.folded, b.folded, apart - 1 < 2 ? 1 : 2);
        if (folded < apart) apart = folded;
    }
    double by_letters = apart <= 2 ? after_edits(p, apart, longer) : 0.0;
    if (skeleton && a.consonants > 2) {
        double by_skeleton = apart == 1 ? p->skeleton : p->skeleton_other;
        if (by_skeleton > by_letters) return by_skeleton;
    }
    return by_letters;
}

/* Similar folded spellings: Index.similar ------------------------------------------------------------------------------------------- */

static uint32_t shortened(uint64_t hash) { return (uint32_t)(((hash ^ (hash >> 29)) * BASE) >> 32); }

static uint64_t whole_hash(Word w)
{
    uint64_t power = 1, sum = 0;
    for (int i = 0; i < w.length; i++) { sum += w.letters[i] * power; power *= BASE; }
    return sum;
}

/* The hash of every form of a word; neighbours.forms. Returns how many. */
static int forms(Word w, int twice, int two_from, int two_to, int one_to, uint32_t *out)
{
    int count = 0, n = w.length;
    out[count++] = shortened(whole_hash(w));
    if (n < 2 || n > one_to) return count;
    uint64_t sums[64], inverse = 0, power = 1;
    for (uint64_t x = BASE, i = 0; i < 6; i++) { inverse = i ? inverse * (2 - BASE * inverse) : x; } /* Newton: modulo 2**64 */
    sums[0] = 0;
    for (int i = 0; i < n; i++) { sums[i + 1] = sums[i] + w.letters[i] * power; power *= BASE; }
    twice = twice && n >= two_from && n <= two_to;
    for (int i = 0; i < n; i++) {
        out[count++] = shortened(sums[i] + (sums[n] - sums[i + 1]) * inverse);
        for (int j = i + 1; j < (twice ? n : 0); j++)
            out[count++] = shortened(sums[i] + (sums[j] - sums[i + 1]) * inverse + (sums[n] - sums[j + 1]) * inverse * inverse);
    }
    return count;
}

typedef struct { int32_t *keys; int32_t *values; uint32_t mask; int32_t count; } Table;

static void grow(Table *t)
{
    uint32_t size = t->keys ? 2 * (t->mask + 1) : 1024;
    Table n = {malloc(size * sizeof(int32_t)), malloc(size * sizeof(int32_t)), size - 1, t->count};
    if (!n.keys || !n.values) abort();
    memset(n.keys, 255, size * sizeof(int32_t));
    if (t->keys)
        for (uint32_t i = 0; i <= t->mask; i++)
            if (t->keys[i] >= 0) {
                uint32_t slot = (uint32_t)t->keys[i] * 2654435761u >> 7 & n.mask;
                while (n.keys[slot] >= 0) slot = (slot + 1) & n.mask;
                n.keys[slot] = t->keys[i];
                n.values[slot] = t->values[i];
            }
    free(t->keys);
    free(t->values);
    *t = n;
}

/* The slot of a key, which is made if it is new; its value is then -1. */
static int32_t *slot_of(Table *t, int32_t key)
{
    if (!t->keys || 2 * (uint32_t)t->count > t->mask) grow(t);
    uint32_t slot = (uint32_t)key * 2654435761u >> 7 & t->mask;
    while (t->keys[slot] >= 0 && t->keys[slot] != key) slot = (slot + 1) & t->mask;
    if (t->keys[slot] < 0) { t->keys[slot] = key; t->values[slot] = -1; t->count++; }
    return t->values + slot;
}

static int32_t value_of(const Table *t, int32_t key)
{
    uint32_t slot = (uint32_t)key * 2654435761u >> 7 & t->mask;
    while (t->keys[slot] >= 0) { if (t->keys[slot] == key) return t->values[slot]; slot = (slot + 1) & t->mask; }
    return -1;
}

static void emptied(Table *t)
{
    if (t->keys && t->count) {
        if (t->mask > 65535) { free(t->keys); free(t->values); memset(t, 0, sizeof *t); }
        else { memset(t->keys, 255, (t->mask + 1) * sizeof(int32_t)); t->count = 0; }
    }
    if (!t->keys) grow(t);
}

/* For texts first to last, the folded spellings of the list that are like them and how alike they can be at the most. Writes at most
   `room` of them and in `counts` how many each text has; returns how many texts are done. */
int32_t preclear_similar(const Listed *l, const Texts *t, const Policy *p, int32_t first, int32_t last, int32_t two_from, int32_t two_to,
                         int32_t one_to, int32_t *counts, int32_t *out_folding, float *out_strength, int64_t room)
{
    Table seen[2] = {{0}}, best = {0};
    uint32_t *hashes = malloc(4096 * sizeof(uint32_t));
    if (!hashes) abort();
    int64_t filled = 0;
    int32_t text;
    for (text = first; text < last; text++) {
        Form form = asked(t, text);
        const int64_t *s = t->starts + 3 * (int64_t)text;
        Word consonants = {t->letters + s[2], (int32_t)(s[3] - s[2])};
        emptied(&best);
        for (int kind = 0; kind < 2; kind++) {
            Word word = kind ? form.spelled : form.folded;
            if (kind && same(form.spelled, form.folded)) break;
            emptied(&seen[kind]);
            int count = forms(word, !kind, two_from, two_to, one_to, hashes);
            if (!kind && consonants.length > 1) hashes[count++] = shortened(whole_hash(consonants));
            for (int h = 0; h < count; h++) {
                uint32_t hash = hashes[h], top = hash >> (32 - l->form_bits);
                int32_t low = l->form_table[top], high = l->form_table[top + 1];
                for (; low < high && l->form_hashes[low] < hash; low++) {}
                for (; low < high && l->form_hashes[low] == hash; low++) {
                    int32_t id = l->form_ids[low], *new = slot_of(&seen[kind], id);
                    if (*new >= 0) continue;
                    *new = 1;
                    int spelled = id >= l->foldings;
                    int32_t folding = spelled ? l->spelling_folding[id - l->foldings] : id;
                    Word other = spelled ? at(l->spelling_letters, l->spelling_starts, id - l->foldings)
                                         : at(l->folding_letters, l->folding_starts, id);
                    int apart = edits(word, other, 2);
                    if (!(apart <= 2) && !(form.skeleton && form.skeleton == l->folding_skeleton[folding])) continue;
                    int32_t *kept = slot_of(&best, folding);
                    if (*kept < 0 || apart < *kept) *kept = apart;
                }
            }
        }
        int64_t start = filled;
        for (uint32_t i = 0; i <= best.mask; i++) {
            if (best.keys[i] < 0) continue;
            int32_t folding = best.keys[i];
            int longer = form.spelled.length > l->folding_longest[folding] ? form.spelled.length : l->folding_longest[folding];
            double strength = best.values[i] <= 2 ? after_edits(p, best.values[i], longer) : 0.0;
            if (form.skeleton && form.skeleton == l->folding_skeleton[folding]) {
                double by_skeleton = *at(l->folding_letters, l->folding_starts, folding).letters >= 'a' ? p->consonants : p->skeleton;
                if (strength < by_skeleton) strength = by_skeleton;
            }
            if (strength < p->similar) continue;
            if (filled == room) { filled = start; goto out; }
            out_folding[filled] = folding;
            out_strength[filled++] = (float)strength;
        }
        counts[text - first] = (int32_t)(filled - start);
    }
out:
    for (int i = 0; i < 2; i++) { free(seen[i].keys); free(seen[i].values); }
    free(best.keys); free(best.values); free(hashes);
    return text;
}

/* Alignment: alignment.align, without its words --------------------------------------------------------------------------------------- */

#define MOST_PARTS 32

#define LEVELS 26 /* asked.LEVELS, LEAST_LEVEL, LEVEL; alignment.OF_A_PARTICLE */
#define LEAST_LEVEL 0.5
#define LEVEL 0.02
#define OF_A_PARTICLE 1.0

typedef struct { double strength, weight, told; int8_t i, i_end, j, j_end; } Option;

typedef struct {
    int count; /* parts */
    Form spelled[MOST_PARTS], other[MOST_PARTS];
    uint8_t has_other[MOST_PARTS], mark[MOST_PARTS];
    uint32_t spelled_mask[MOST_PARTS], folded_mask[MOST_PARTS], other_mask[MOST_PARTS], other_folded_mask[MOST_PARTS];
    double weight[MOST_PARTS];
    const double *surprise, *run_surprise;
    int runs, run_first[256], run_last[256];
    Form run[256];
    int cut, main, wholes;
    Word whole[2];
    int part_slot[MOST_PARTS]; /* which column of strengths is its own, -1 for an article */
} Ours;

typedef struct {
    int count, main;
    const int32_t *spellings;
    const uint8_t *marks;
    double weight[MOST_PARTS];
} Theirs;

static int before(const Option *a, const Option *b)
{
    if (a->strength != b->strength) return a->strength > b->strength;
    if (a->weight != b->weight) return a->weight > b->weight;
    if (a->i != b->i) return a->i < b->i;
    if (a->j != b->j) return a->j < b->j;
    if (a->i_end != b->i_end) return a->i_end < b->i_end;
    return a->j_end < b->j_end;
}

static int starts_with(Word text, Word beginning)
{
    return text.length >= beginning.length && memcmp(text.letters, beginning.letters, (size_t)beginning.length) == 0;
}

static double close_parts(const Ours *o, int i, Form theirs, const Policy *p)
{
    double found = closeness(o->spelled[i], theirs, p);
    if (o->has_other[i]) { double other = closeness(o->other[i], theirs, p); if (other > found) found = other; }
    if (o->cut && found < p->cut && starts_with(theirs.spelled, o->spelled[i].spelled))
        return o->spelled[i].spelled.length >= p->cut_letters ? p->cut : p->beginning;
    return found;
}

static double together(Form ours, Form theirs, const Policy *p, int cut)
{
    if (cut && ours.spelled.length > p->cut_letters && starts_with(theirs.spelled, ours.spelled)) return p->cut;
    if (abs(ours.spelled.length - theirs.spelled.length) > p->most_apart) return 0.0;
    double found = closeness(ours, theirs, p);
    return found >= p->run ? found : 0.0;
}

static double role_factor(uint8_t ours, uint8_t theirs, const Policy *p)
{
    ours %= MINOR;
    theirs %= MINOR;
    return ours && theirs && ours != theirs ? p->other_role : 1.0;
}

static double by_whole(const Ours *o, Word theirs, const Policy *p)
{
    for (int w = 0; w < o->wholes; w++)
        if (edits(o->whole[w], theirs, 1) <= 1) {
            for (int k = 0; k < p->wholes; k++)
                if (theirs.length >= p->whole_letters[k]) return p->whole_strength[k];
            return 0.0;
        }
    return 0.0;
}

static Theirs row_of(const Listed *l, int32_t row, double minor_weight)
{
    Theirs t;
    int32_t first = l->row_starts[row];
    t.count = l->row_starts[row + 1] - first;
    t.spellings = l->row_spellings + first;
    t.marks = l->row_marks + first;
    t.main = 0;
    for (int j = 0; j < t.count; j++) {
        int minor = t.marks[j] >= MINOR;
        t.weight[j] = minor ? minor_weight : (double)l->spelled[t.spellings[j]].weight;
        t.main += !minor;
    }
    return t;
}

static double so_alike(const double *surprise, double strength)
{
    int level = (int)((strength - LEAST_LEVEL) / LEVEL + 1e-6);
    return surprise[level < 0 ? 0 : level >= LEVELS ? LEVELS - 1 : level];
}

/* What it tells that a listed part is so alike to a declared one. */
static double told_by(const Ours *o, int i, double strength)
{
    return o->mark[i] >= MINOR ? OF_A_PARTICLE : so_alike(o->surprise + (int64_t)LEVELS * i, strength);
}

#define MOST_OPTIONS 8192 /* of names of 20 parts: more are cut, see names.MOST_PARTS */

static double align(const Listed *l, const Ours *o, const Theirs *t, int32_t row, const Policy *p, double *told, double *alike,
                    Option *options, uint8_t *run_text)
{
    int count = 0;
    Form theirs[MOST_PARTS];
    for (int j = 0; j < t->count; j++) theirs[j] = listed(l, t->spellings[j]);
    for (int i = 0; i < o->count; i++)
        for (int j = 0; j < t->count; j++) {
            double found = close_parts(o, i, theirs[j], p);
            if (!found || count >= MOST_OPTIONS) continue;
            found *= role_factor(o->mark[i], t->marks[j], p);
            options[count++] = (Option){found, (o->weight[i] + t->weight[j]) / 2, found * told_by(o, i, found), (int8_t)i, (int8_t)(i + 1), (int8_t)j,
                                        (int8_t)(j + 1)};
        }
    for (int r = 0; r < o->runs; r++)
        for (int j = 0; j < t->count; j++) {
            double found = together(o->run[r], theirs[j], p, o->cut);
            if (found && count < MOST_OPTIONS) {
                double sum = 0;
                for (int i = o->run_first[r]; i < o->run_last[r]; i++) sum += o->weight[i];
                double told = found * so_alike(o->run_surprise + (int64_t)LEVELS * r, found);
                options[count++] = (Option){found, (sum + t->weight[j]) / 2, told, (int8_t)o->run_first[r], (int8_t)o->run_last[r],
                                            (int8_t)j, (int8_t)(j + 1)};
            }
        }
    int32_t run = l->run_starts[row];
    for (int first = 0; first < t->count; first++) {
        int length = theirs[first].spelled.length;
        for (int last = first + 2; last <= t->count && t->marks[last - 1] % MINOR == t->marks[first] % MINOR; last++) {
            int32_t folding = l->run_foldings[run++];
            length += theirs[last - 1].spelled.length;
            int written = 0;
            for (int i = 0; i < o->count; i++) {
                for (int reading = 0; reading <= o->has_other[i]; reading++) {
                    Form ours = reading ? o->other[i] : o->spelled[i];
                    int reaches = o->cut && o->spelled[i].spelled.length > length - theirs[last - 1].spelled.length;
                    if (!(reaches && ours.spelled.length > p->cut_letters) && abs(ours.spelled.length - length) > p->most_apart) continue;
                    if (!written) {
                        for (int j = first; j < last; j++) {
                            memcpy(run_text + written, theirs[j].spelled.letters, (size_t)theirs[j].spelled.length);
                            written += theirs[j].spelled.length;
                        }
                    }
                    Form joined = {{run_text, length}, at(l->folding_letters, l->folding_starts, folding), l->folding_skeleton[folding], 0,
                                   theirs[first].lower, 0, l->folding_mask[folding]};
                    joined.spelled_mask = mask_of(joined.spelled);
                    double found = together(ours, joined, p, reaches);
                    if (found && count < MOST_OPTIONS) {
                        double sum = 0;
                        for (int j = first; j < last; j++) sum += t->weight[j];
                        options[count++] = (Option){found, (o->weight[i] + sum) / 2, found * told_by(o, i, found), (int8_t)i, (int8_t)(i + 1),
                                                    (int8_t)first, (int8_t)last};
                    }
                }
            }
        }
    }
    uint32_t ours_used = 0, theirs_used = 0;
    double matched = 0.0, total = 0.0, agreed = 0.0;
    int paired = 0;
    while (count) { /* few options: the best of those that are left, again and again */
        int best = -1;
        for (int k = 0; k < count; k++) {
            uint32_t ours = (uint32_t)((1ull << options[k].i_end) - (1ull << options[k].i));
            uint32_t their = (uint32_t)((1ull << options[k].j_end) - (1ull << options[k].j));
            if ((ours & ours_used) || (their & theirs_used)) { options[k--] = options[--count]; continue; }
            if (best < 0 || before(options + k, options + best)) best = k;
        }
        if (best < 0) break;
        Option *b = options + best;
        ours_used |= (uint32_t)((1ull << b->i_end) - (1ull << b->i));
        theirs_used |= (uint32_t)((1ull << b->j_end) - (1ull << b->j));
        int ours_main = 0, theirs_main = 0;
        for (int i = b->i; i < b->i_end; i++) ours_main += o->mark[i] < MINOR;
        for (int j = b->j; j < b->j_end; j++) theirs_main += t->marks[j] < MINOR;
        paired += ours_main > theirs_main ? ours_main : theirs_main;
        matched += b->strength * b->weight;
        agreed += b->told;
        total += b->weight;
    }
    double left = 0.0, over = 0.0, strength = 0.0;
    for (int i = 0; i < o->count; i++) if (!(ours_used >> i & 1)) left += o->weight[i];
    for (int j = 0; j < t->count; j++) if (!(theirs_used >> j & 1)) over += t->weight[j];
    if (ours_used) {
        double less = left < over ? left : over, apart = left - over;
        strength = matched / (total + p->conflict * less + p->missing * (apart < 0 ? -apart : apart));
    }
    *alike = strength;
    if (paired < 2 && (o->main > 1 || t->main > 1) && strength > p->one_part) strength = p->one_part;
    double whole = by_whole(o, at(l->whole_letters, l->whole_starts, row), p);
    *told = agreed;
    if (whole > strength) {
        double all = 0.0;
        for (int i = 0; i < o->count; i++) all += told_by(o, i, 1.0);
        if (whole * all > agreed) *told = whole * all;
        strength = whole;
    }
    if (strength > *alike) *alike = strength;
    return strength;
}

/* Rows ----------------------------------------------------------------------------------------------------------------------------- */

/* Whether two numbers of as many digits are one digit or one swap of neighbours apart. */
static int one_slip(int a, int b)
{
    int x[4] = {a / 1000, a / 100 % 10, a / 10 % 10, a % 10}, y[4] = {b / 1000, b / 100 % 10, b / 10 % 10, b % 10};
    int differ = 0, first = -1;
    for (int i = 3; i >= 0; i--) if (x[i] != y[i]) { differ++; first = i; }
    return differ == 1 || (differ == 2 && x[first] == y[first + 1] && x[first + 1] == y[first]);
}

/* Whether month and day are swapped, or one digit of either is, or one digit is another. */
static int day_slip(int a, int b)
{
    int months = a / 32 == b / 32, days = a % 32 == b % 32;
    if (a / 32 == b % 32 && a % 32 == b / 32) return 1;
    return (days && one_slip(a / 32, b / 32)) || (months && one_slip(a % 32, b % 32));
}

enum { SAME, UNKNOWN, CLOSE, NEAR, SLIP, FAR };

/* How near a listed date of birth may be to a traveller's; candidates.kinds */
static int kind_of(int first, int last, int listed_day, int year, int day, const uint8_t *slips)
{
    if (!year || !first) return UNKNOWN;
    int apart = year < first ? first - year : year > last ? year - last : 0, slip = 0;
    if (day > 0 && listed_day > 0) {
        if (!apart && day == listed_day) return SAME;
        if (apart ? day == listed_day && slips[first - FIRST_YEAR] : day_slip(day, listed_day)) slip = 1;
    } else {
        if (!apart) return SAME;
        if (day >= 0 && listed_day >= 0)
            for (int y = first; y <= last && !slip; y++) slip = y >= FIRST_YEAR && y < FIRST_YEAR + YEARS && slips[y - FIRST_YEAR];
    }
    if (slip) return apart <= CLOSE_YEARS ? CLOSE : SLIP;
    return apart <= NEAR_YEARS ? NEAR : FAR;
}

typedef struct {
    uint8_t *mark; /* by row: up to `base` not met, base + n: met by the n-th part alone, or CANDIDATE, or WHOLE */
    int base, candidate, whole;
    uint8_t *read; /* by block of rows: whether any of them is near enough in years */
    int32_t *candidates; int64_t count, room;
    Table columns; float *strengths; int64_t strengths_room;
    Option *options; uint8_t *run_text;
} Board;

static void pushed(Board *b, int32_t row)
{
    if (b->count == b->room) {
        b->room = b->room ? 2 * b->room : 4096;
        b->candidates = realloc(b->candidates, (size_t)b->room * sizeof(int32_t));
        if (!b->candidates) abort();
    }
    b->candidates[b->count++] = row;
}

typedef struct { int32_t first, last; } Range;

static int in_day(const Listed *l, int32_t *low, int32_t high, int day) /* the rows of a year are in order of days */
{
    int32_t begin = *low, end = high;
    while (begin < end) { int32_t middle = begin + (end - begin) / 2; if (l->row_day[middle] < day) begin = middle + 1; else end = middle; }
    *low = begin;
    return begin < high && l->row_day[begin] == day;
}

static int joined(Range *ranges, int count, int32_t begin, int32_t end)
{
    if (begin >= end) return count;
    if (count && ranges[count - 1].last == begin) { ranges[count - 1].last = end; return count; }
    ranges[count] = (Range){begin, end};
    return count + 1;
}

/* The ranges of rows that a traveller's date of birth makes it necessary to read, and the flags of their blocks; candidates._ranges. */
static int ranges_of(const Listed *l, const Policy *p, int year, int day, const uint8_t *slips, Range *ranges, uint8_t *read)
{
    int64_t blocks = (l->rows >> BLOCK) + 1;
    if (!year) {
        ranges[0] = (Range){0, (int32_t)l->rows};
        memset(read, 1, (size_t)blocks);
        return 1;
    }
    int possible[CLASSES];
    for (int k = 0; k < CLASSES; k++) possible[k] = p->needed[k][STEPS - 1] <= 1.0;
    memset(read, 0, (size_t)blocks);
    int count = joined(ranges, 0, 0, possible[UNKNOWN] ? l->span_rows[0] : 0);
    for (int y = 0; y < YEARS; y++)
        for (int over = 1; over <= WIDEST; over++)
            if (possible[kind_of(FIRST_YEAR + y, FIRST_YEAR + y + over, 0, year, day, slips)]) {
                count = joined(ranges, count, l->span_rows[y], l->span_rows[y + 1]);
                break;
            }
    for (int y = 0; y < YEARS; y++) {
        int32_t begin = l->year_rows[y], end = l->year_rows[y + 1];
        int listed = FIRST_YEAR + y, apart = abs(listed - year);
        if (begin == end) continue;
        if (apart <= NEAR_YEARS ? possible[NEAR] || !apart : possible[FAR]) { /* whatever the day */
            count = joined(ranges, count, begin, end);
            continue;
        }
        if (day < 0 || !possible[kind_of(listed, listed, 0, year, day, slips)]) continue;
        int32_t low = begin, past;
        if (in_day(l, &low, end, 0)) {
            past = low;
            in_day(l, &past, end, 1);
            count = joined(ranges, count, low, past);
        }
        if (!day) count = joined(ranges, count, low, end);
        else if (in_day(l, &low, end, day)) {
            past = low;
            in_day(l, &past, end, day + 1);
            count = joined(ranges, count, low, past);
        }
    }
    for (int r = 0; r < count; r++)
        memset(read + (ranges[r].first >> BLOCK), 1, (size_t)(((ranges[r].last - 1) >> BLOCK) - (ranges[r].first >> BLOCK) + 1));
    return count;
}

static const int32_t *from_row(const int32_t *low, const int32_t *high, int32_t row)
{
    while (low < high) { const int32_t *middle = low + (high - low) / 2; if (*middle < row) low = middle + 1; else high = middle; }
    return low;
}

static inline void met(Board *b, const int32_t *low, const int32_t *high, int whose, int needed)
{
    uint8_t *mark = b->mark, candidate = (uint8_t)b->candidate, mine = (uint8_t)(b->base + whose);
    int base = needed > 1 ? b->base : -1;
    for (; low < high; low++) {
        int32_t row = *low;
        uint8_t by = mark[row];
        if (by <= base) { mark[row] = mine; continue; }
        if (by == mine || by == candidate) continue;
        mark[row] = candidate;
        pushed(b, row);
    }
}

static void read_postings(const Listed *l, Board *b, const int32_t *foldings, int32_t count, const Range *ranges, int range_count,
                          int everything, int whose, int needed)
{
    for (int32_t k = 0; k < count; k++) {
        if (k + 8 < count) {
            __builtin_prefetch(l->posting_starts + foldings[k + 8]);
            __builtin_prefetch(l->posting_rows + l->posting_starts[foldings[k + 4]]);
        }
        const int32_t *low = l->posting_rows + l->posting_starts[foldings[k]], *high = l->posting_rows + l->posting_starts[foldings[k] + 1];
        if (everything) { met(b, low, high, whose, needed); continue; }
        if (high - low <= 256) {
            for (; low < high; low++) if (b->read[*low >> BLOCK]) met(b, low, low + 1, whose, needed);
            continue;
        }
        for (int r = 0; r < range_count && low < high; r++) {
            const int32_t *begin = from_row(low, high, ranges[r].first), *end = from_row(begin, high, ranges[r].last);
            met(b, begin, end, whose, needed);
            low = end;
        }
    }
}

static float *column_of(Board *b, int32_t folding, int columns)
{
    int32_t *slot = slot_of(&b->columns, folding);
    if (*slot < 0) {
        *slot = b->columns.count - 1;
        if ((int64_t)b->columns.count * columns > b->strengths_room) {
            b->strengths_room = 2 * (int64_t)b->columns.count * columns + 4096;
            b->strengths = realloc(b->strengths, (size_t)b->strengths_room * sizeof(float));
            if (!b->strengths) abort();
        }
        memset(b->strengths + (int64_t)*slot * columns, 0, (size_t)columns * sizeof(float));
    }
    return b->strengths + (int64_t)*slot * columns;
}

/* Whether texts may be so many edits apart, by the letters and lengths in which they differ: an edit changes two letters and a length by
   one at the most. `spelled` and `folded` are the letters, `length` and `folds` the lengths. */
static int alike_letters(uint32_t spelled, int length, uint32_t folded, int folds, int edits)
{
    return (abs(length) <= edits && __builtin_popcount(spelled) <= 2 * edits) || (abs(folds) <= edits && __builtin_popcount(folded) <= 2 * edits);
}

static int alike_together(Form a, uint32_t spelled, int length, uint32_t folded, int folds, uint64_t skeleton, const Policy *p, int edits)
{
    if (abs(a.spelled.length - length) > p->most_apart) return 0;
    return alike_letters(a.spelled_mask ^ spelled, a.spelled.length - length, a.folded_mask ^ folded, a.folded.length - folds, edits)
           || (skeleton && skeleton == a.skeleton);
}

/* How alike names must be at the least that tell so much, for a hit to be possible. */
static double needed_at(const Policy *p, int kind, double told)
{
    double step = told / p->step;
    return p->needed[kind][step < STEPS - 1 ? (int)step : STEPS - 1];
}

/* Whether the alignment may be as alike as it must be. For every part of both names the best that it can be paired at counts, half by
   its own weight; what cannot be paired speaks against as in the alignment. Never too low: what it lets fall would have fallen. */
static int may_reach(const Listed *l, Board *b, const Ours *o, const Theirs *t, int32_t row, int columns, const Policy *p, int kind)
{
    double ours[MOST_PARTS] = {0}, theirs[MOST_PARTS] = {0};
    int edits = p->run > p->after_edits[2][LONGEST] ? 1 : 2; /* of parts written together */
    const Spelled *part[MOST_PARTS];
    uint64_t joined = 0;
    for (int j = 0; j < t->count; j++) {
        const Spelled *s = part[j] = l->spelled + t->spellings[j];
        int32_t column = value_of(&b->columns, s->folding);
        const float *similar = column < 0 ? NULL : b->strengths + (int64_t)column * columns;
        for (int i = 0; i < o->count; i++) {
            double may = o->part_slot[i] >= 0 && similar ? (double)similar[o->part_slot[i]] : 0.0;
            if (may <= 0.0) {
                int mine = o->spelled[i].spelled.length;
                int close = __builtin_popcount(s->mask ^ o->spelled_mask[i]) <= 4 || __builtin_popcount(s->folded_mask ^ o->folded_mask[i]) <= 4;
                if (o->has_other[i])
                    close |= __builtin_popcount(s->mask ^ o->other_mask[i]) <= 4
                             || __builtin_popcount(s->folded_mask ^ o->other_folded_mask[i]) <= 4;
                if (o->part_slot[i] < 0) may = close ? 1.0 : 0.0;
                else if (close) may = after_edits(p, mine > 14 || s->length > 14 ? 1 : 2, mine > s->length ? mine : s->length);
                if (may < p->initial && (mine == 1 || s->length == 1)) may = p->initial;
            }
            if (o->cut && may < p->cut && starts_with((Word){l->spelling_letters + s->start, s->length}, o->spelled[i].spelled)) may = p->cut;
            if (may > ours[i]) ours[i] = may;
            if (may > theirs[j]) theirs[j] = may;
        }
        for (int r = 0; r < o->runs; r++) /* parts of ours written together in theirs */
            if ((o->cut && o->run[r].spelled.letters[0] == l->spelling_letters[s->start])
                || alike_together(o->run[r], s->mask, s->length, s->folded_mask, s->folds, s->skeleton, p, edits)) {
                for (int i = o->run_first[r]; i < o->run_last[r]; i++) ours[i] = 1.0;
                theirs[j] = 1.0;
                joined |= 1ull << (r < 63 ? r : 63); /* together they may tell more than each */
            }
    }
    int32_t run = l->run_starts[row];
    for (int first = 0; first < t->count; first++) { /* parts of theirs written together in ours */
        int length = part[first]->length;
        uint32_t mask = part[first]->mask;
        for (int last = first + 2; last <= t->count && t->marks[last - 1] % MINOR == t->marks[first] % MINOR; last++, run++) {
            length += part[last - 1]->length;
            mask |= part[last - 1]->mask;
            for (int i = 0; i < o->count; i++) {
                int close = o->cut && o->spelled[i].spelled.letters[0] == l->spelling_letters[part[first]->start];
                int near = abs(o->spelled[i].spelled.length - length) <= p->most_apart;
                if (near || (o->has_other[i] && abs(o->other[i].spelled.length - length) <= p->most_apart)) {
                    int32_t folding = l->run_foldings[run];
                    int folds = (int)(l->folding_starts[folding + 1] - l->folding_starts[folding]);
                    close |= alike_together(o->spelled[i], mask, length, l->folding_mask[folding], folds, l->folding_skeleton[folding], p, edits);
                    if (o->has_other[i])
                        close |= alike_together(o->other[i], mask, length, l->folding_mask[folding], folds, l->folding_skeleton[folding], p, edits);
                }
                if (close) {
                    ours[i] = 1.0;
                    for (int j = first; j < last; j++) theirs[j] = 1.0;
                }
            }
        }
    }
    double told = 0.0, gain = 0.0, left = 0.0, over = 0.0;
    for (int i = 0; i < o->count; i++) if (ours[i] > 0.0) told += ours[i] * told_by(o, i, ours[i] + 1e-6);
    for (int r = 0; r < o->runs; r++) if (joined >> (r < 63 ? r : 63) & 1) told += so_alike(o->run_surprise + (int64_t)LEVELS * r, 1.0);
    double least = needed_at(p, kind, told + 1e-5);
    if (least > 1.0) return 0;
    if (least < p->admit[kind]) least = p->admit[kind];
    for (int i = 0; i < o->count; i++) { if (ours[i] > least) gain += (ours[i] - least) * o->weight[i]; if (ours[i] <= 0.0) left += o->weight[i]; }
    for (int j = 0; j < t->count; j++) { if (theirs[j] > least) gain += (theirs[j] - least) * t->weight[j]; if (theirs[j] <= 0.0) over += t->weight[j]; }
    double less = left < over ? left : over, apart = left - over;
    return gain / 2 - least * (p->conflict * less + p->missing * (apart < 0 ? -apart : apart)) >= -1e-5;
}

static int read_ours(const Sought *s, const Texts *t, int32_t traveller, Ours *o)
{
    int32_t first = s->part_start[traveller], last = s->part_start[traveller + 1];
    memset(o, 0, offsetof(Ours, run_first));
    o->count = last - first;
    o->surprise = s->part_surprise + (int64_t)LEVELS * first;
    o->run_surprise = s->run_surprise + (int64_t)LEVELS * s->run_start[traveller];
    o->main = 0;
    int slots = 0;
    for (int i = 0; i < o->count; i++) {
        o->spelled[i] = asked(t, s->part_text[first + i]);
        o->spelled_mask[i] = o->spelled[i].spelled_mask;
        o->folded_mask[i] = o->spelled[i].folded_mask;
        o->has_other[i] = s->part_other[first + i] >= 0;
        if (o->has_other[i]) {
            o->other[i] = asked(t, s->part_other[first + i]);
            o->other_mask[i] = o->other[i].spelled_mask;
            o->other_folded_mask[i] = o->other[i].folded_mask;
        }
        o->mark[i] = s->part_mark[first + i];
        o->weight[i] = s->part_weight[first + i];
        o->part_slot[i] = o->mark[i] < MINOR ? slots++ : -1;
        o->main += o->mark[i] < MINOR;
    }
    o->runs = s->run_start[traveller + 1] - s->run_start[traveller];
    for (int r = 0; r < o->runs; r++) {
        int32_t run = s->run_start[traveller] + r;
        o->run_first[r] = s->run_first[run];
        o->run_last[r] = s->run_last[run];
        o->run[r] = asked(t, s->run_text[run]);
    }
    o->cut = s->cut[traveller];
    o->wholes = s->whole_start[traveller + 1] - s->whole_start[traveller];
    for (int w = 0; w < o->wholes; w++) o->whole[w] = at(s->whole_letters, s->whole_starts, s->whole_start[traveller] + w);
    return slots;
}

/* Half keys: neighbours.half_keys */
static uint32_t half_key(Word part, int length, int last)
{
    return shortened(whole_hash(part) * 2 + (uint64_t)length * 0xD6E8FEB86659FD93ull + (uint64_t)last);
}

static void by_halves(const Listed *l, Board *b, const Ours *o)
{
    for (int w = 0; w < o->wholes; w++)
        for (int length = o->whole[w].length - 1; length <= o->whole[w].length + 1; length++) {
            int half = length / 2;
            if (half < 2 || half > o->whole[w].length) continue;
            for (int last = 0; last < 2; last++) {
                Word part = {last ? o->whole[w].letters + o->whole[w].length - half : o->whole[w].letters, half};
                uint32_t key = half_key(part, length, last);
                int64_t low = 0, high = l->halves;
                while (low < high) { int64_t middle = (low + high) / 2; if (l->half_keys[middle] < key) low = middle + 1; else high = middle; }
                int64_t kept = b->count;
                for (; low < l->halves && l->half_keys[low] == key; low++) {
                    int32_t row = l->half_rows[low];
                    if (!b->read[row >> BLOCK] || b->mark[row] == b->whole) continue;
                    __builtin_prefetch(l->whole_starts + row);
                    pushed(b, row);
                }
                int64_t more = b->count;
                b->count = kept;
                for (int64_t c = kept; c < more; c++) {
                    if (c + 4 < more) __builtin_prefetch(l->whole_letters + l->whole_starts[b->candidates[c + 4]]);
                    int32_t row = b->candidates[c];
                    if (b->mark[row] == b->whole) continue;
                    if (edits(o->whole[w], at(l->whole_letters, l->whole_starts, row), 1) <= 1) {
                        if (b->mark[row] != b->candidate) b->candidates[b->count++] = row;
                        b->mark[row] = (uint8_t)b->whole;
                    }
                }
            }
        }
}

/* For travellers from `first` on, the rows whose name is as alike as their years of birth ask, with the strength and what it tells.
   Returns the traveller before whom the room was full, and how many were found in *written. candidates.find */
int32_t preclear_find(const Listed *l, const Texts *t, const Sought *s, const Policy *p, double minor_weight, int32_t longest, int32_t first,
                      Found *found, int64_t *written)
{
    Board b = {0};
    Ours *o = malloc(sizeof(Ours));
    Range *ranges = malloc((3 * YEARS + 2) * sizeof(Range));
    b.mark = calloc((size_t)l->rows + 1, 1);
    b.read = malloc((size_t)(l->rows >> BLOCK) + 2);
    b.options = malloc(MOST_OPTIONS * sizeof(Option));
    b.run_text = malloc((size_t)longest * MOST_PARTS + 64);
    if (!o || !ranges || !b.mark || !b.read || !b.options || !b.run_text) abort();
    int64_t filled = 0;
    int32_t traveller;
    for (traveller = first; traveller < s->travellers; traveller++) {
        int columns = read_ours(s, t, traveller, o);
        int64_t start = filled;
        int year = s->year[traveller], day = s->day[traveller];
        uint8_t slips[YEARS];
        for (int y = 0; y < YEARS; y++) slips[y] = year && one_slip(year, FIRST_YEAR + y);
        int count = ranges_of(l, p, year, day, slips, ranges, b.read);
        int needed = columns < 2 ? columns : 2, whose = 0;
        if (b.whole + columns + o->runs + 2 > 255) { memset(b.mark, 0, (size_t)l->rows); b.whole = 0; }
        b.base = b.whole; /* what was marked for those before is no more than that */
        b.candidate = b.base + columns + o->runs + 1;
        b.whole = b.candidate + 1;
        b.count = 0;
        emptied(&b.columns);
        for (int i = 0; i < o->count; i++) {
            if (o->mark[i] >= MINOR) continue;
            whose++;
            for (int reading = 0; reading <= o->has_other[i]; reading++) {
                int32_t text = reading ? s->part_other[s->part_start[traveller] + i] : s->part_text[s->part_start[traveller] + i];
                int64_t similar = t->similar_start[text];
                for (int32_t k = 0; k < t->similar_count[text]; k++) {
                    int32_t folding = t->similar_folding[similar + k];
                    float *strength = column_of(&b, folding, columns) + o->part_slot[i];
                    if (t->similar_strength[similar + k] > *strength) *strength = t->similar_strength[similar + k];
                }
                read_postings(l, &b, t->similar_folding + similar, t->similar_count[text], ranges, count, !year, whose, needed);
            }
        }
        for (int r = 0; r < o->runs; r++) { /* all parts of a role written together */
            if (!s->run_role[s->run_start[traveller] + r]) continue;
            int32_t text = s->run_text[s->run_start[traveller] + r];
            whose++;
            read_postings(l, &b, t->similar_folding + t->similar_start[text], t->similar_count[text], ranges, count, !year, whose, needed);
        }
        by_halves(l, &b, o);
        int full = 0;
        for (int64_t c = 0; c < b.count && !full; c++) {
            int32_t row = b.candidates[c];
            if (c + 12 < b.count) {
                int32_t ahead = b.candidates[c + 12];
                __builtin_prefetch(l->row_starts + ahead);
                __builtin_prefetch(l->run_starts + ahead);
                __builtin_prefetch(l->row_first + ahead);
                __builtin_prefetch(l->row_last + ahead);
                __builtin_prefetch(l->row_day + ahead);
                int32_t next = l->row_starts[b.candidates[c + 8]];
                __builtin_prefetch(l->row_spellings + next);
                __builtin_prefetch(l->row_marks + next);
                next = l->row_starts[b.candidates[c + 4]];
                for (int32_t end = l->row_starts[b.candidates[c + 4] + 1]; next < end; next++) __builtin_prefetch(l->spelled + l->row_spellings[next]);
            }
            int kind = kind_of(l->row_first[row], l->row_last[row], l->row_day[row], year, day, slips);
            if (p->needed[kind][STEPS - 1] > 1.0) continue;
            Theirs theirs = row_of(l, row, minor_weight);
            if (b.mark[row] != b.whole && !may_reach(l, &b, o, &theirs, row, columns, p, kind)) continue;
            double told, alike, strength = align(l, o, &theirs, row, p, &told, &alike, b.options, b.run_text);
            if (alike < p->admit[kind] || strength < needed_at(p, kind, told)) continue;
            if (filled == found->room) { full = 1; break; }
            found->traveller[filled] = traveller;
            found->row[filled] = row;
            found->strength[filled] = strength;
            found->told[filled++] = told;
        }
        if (full) { filled = start; break; }
    }
    *written = filled;
    free(b.mark); free(b.read); free(b.candidates); free(b.columns.keys); free(b.columns.values); free(b.strengths); free(b.options);
    free(b.run_text); free(o); free(ranges);
    return traveller;
}

/* The forms of words first to last, each with the place of its word; neighbours.forms. Returns how many words are done. */
int64_t preclear_forms(const uint8_t *letters, const int64_t *starts, const uint8_t *twice, int64_t first, int64_t last, int32_t two_from,
                       int32_t two_to, int32_t one_to, uint64_t *out, int64_t room, int64_t *written)
{
    uint32_t hashes[4096];
    int64_t filled = 0, word;
    for (word = first; word < last; word++) {
        int count = forms(at(letters, starts, word), twice[word], two_from, two_to, one_to, hashes);
        if (filled + count > room) break;
        for (int h = 0; h < count; h++) out[filled++] = (uint64_t)hashes[h] << 32 | (uint64_t)word;
    }
    *written = filled;
    return word;
}

#ifndef SOURCE
#define SOURCE 0
#endif
/* What was compiled: kernel.py takes no other. */
uint32_t preclear_source(void) { return SOURCE; }
