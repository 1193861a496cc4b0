/*
 * The same job as group.awk, as fast as it goes: one pass over the bytes, nothing copied, names and pointers interned
 * in a table of 16-byte keys. It is the floor that nfpath is measured against. The job: bench/baselines/job.ts.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;

enum { MOST_OPEN = 16, CHUNK = 1 << 20, PADDING = 64 };
enum { HEX = 1, NAME = 2 };

typedef struct { u64 low, high; u32 length, id; } Symbol;
typedef struct { u64 key; u32 count; } Group;
typedef struct { int stage; u64 sum; u32 netns, in, out; } Record;

static u64 lines, foreign, malformed, orphans, records, checksum;
static u8 class_of[256];
static Symbol *symbols;
static u32 symbol_mask = 0xffff, symbol_count = 1, null_pointer;
static Group *groups;
static u32 group_mask = 0xffff, group_count;
static Record open_records[MOST_OPEN + 1];
static int open_count;

static inline u64 mix(u64 x) {
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93ULL;
  return x ^ x >> 32;
}

static void grow_symbols(void) {
  Symbol *old = symbols;
  u32 size = symbol_mask + 1;
  symbol_mask = symbol_mask * 2 + 1;
  symbols = calloc(symbol_mask + 1, sizeof *symbols);
  for (u32 i = 0; i < size; i++) {
    if (!old[i].id) continue;
    u32 at = mix(old[i].low ^ mix(old[i].high)) & symbol_mask;
    while (symbols[at].id) at = (at + 1) & symbol_mask;
    symbols[at] = old[i];
  }
  free(old);
}

/* The buffer is padded, so 16 bytes can be loaded from any place. Longer texts are kept as a digest. */
static inline u32 intern(const u8 *p, u32 length) {
  u64 low, high;
  memcpy(&low, p, 8);
  memcpy(&high, p + 8, 8);
  if (length <= 8) {
    if (length < 8) low &= (1ULL << length * 8) - 1;
    high = 0;
  } else if (length < 16) high &= (1ULL << (length - 8) * 8) - 1;
  for (u32 i = 16; i < length; i++) high = mix(high) + p[i];
  for (u32 at = mix(low ^ mix(high)) & symbol_mask;; at = (at + 1) & symbol_mask) {
    Symbol *symbol = &symbols[at];
    if (symbol->id) {
      if (symbol->low == low && symbol->high == high && symbol->length == length) return symbol->id;
      continue;
    }
    *symbol = (Symbol){low, high, length, symbol_count};
    if (symbol_count * 2 > symbol_mask) grow_symbols();
    return symbol_count++;
  }
}

static void grow_groups(void) {
  Group *old = groups;
  u32 size = group_mask + 1;
  group_mask = group_mask * 2 + 1;
  groups = calloc(group_mask + 1, sizeof *groups);
  for (u32 i = 0; i < size; i++) {
    if (!old[i].count) continue;
    u32 at = mix(old[i].key) & group_mask;
    while (groups[at].count) at = (at + 1) & group_mask;
    groups[at] = old[i];
  }
  free(old);
}

static inline void count_group(u32 skb, u32 netns) {
  u64 key = (u64)skb << 32 | netns;
  u32 at = mix(key) & group_mask;
  while (groups[at].count && groups[at].key != key) at = (at + 1) & group_mask;
  groups[at].key = key;
  if (groups[at].count++ == 0 && ++group_count * 2 > group_mask) grow_groups();
}

static inline void drop(int at) {
  open_count--;
  memmove(open_records + at, open_records + at + 1, (open_count - at) * sizeof(Record));
}

#define FAIL goto refused
#define LITERAL(s) do { if (memcmp(p, s, sizeof(s) - 1)) FAIL; p += sizeof(s) - 1; } while (0)
#define NUMBER(v) do { \
    if ((u8)(*p - '0') > 9) FAIL; \
    for (v = 0; (u8)(*p - '0') <= 9; p++) v = v * 10 + *p - '0'; \
  } while (0)
#define RUN(class, id) do { \
    const u8 *from = p; \
    while (class_of[*p] & class) p++; \
    if (p == from) FAIL; \
    id = intern(from, p - from); \
    sum += p - from; \
  } while (0)
#define POINTER(id) do { if (*p == '(') { LITERAL("(null)"); id = null_pointer; sum += 6; } else RUN(HEX, id); } while (0)
#define DEVICE() do { \
    u32 id; \
    if (*p != '(') RUN(NAME, id); \
    else if (p[2] == 'o') { LITERAL("(no dev)"); sum += 8; } \
    else { LITERAL("(null)"); sum += 6; } \
    (void)id; \
  } while (0)
#define END_OF_LINE() do { if (p != end) FAIL; } while (0)

static inline int fits(const Record *record, u64 hook) {
  int has_in = record->in != null_pointer, has_out = record->out != null_pointer;
  return hook <= 1 ? has_in && !has_out : hook == 2 ? has_in && has_out : has_out && !has_in;
}

static inline void line(const u8 *start, const u8 *end) {
  const u8 *p = start;
  u64 seconds, micros, sum, value, hook;
  u32 a, b;
  lines++;
  LITERAL("[");
  while (*p == ' ') p++;
  NUMBER(seconds);
  LITERAL(".");
  NUMBER(micros);
  LITERAL("] [nftrace]: ");
  sum = seconds + micros;
  switch (*p) {
  case '=':
    while (*p == '=') p++;
    END_OF_LINE();
    open_records[open_count++] = (Record){.stage = 1, .sum = sum};
    if (open_count > MOST_OPEN) drop(0);
    return;
  case 'D':
    LITERAL("DEV: "); DEVICE(); LITERAL(", NS: "); POINTER(a); LITERAL(", INITNET: "); POINTER(b);
    END_OF_LINE();
    for (int i = open_count; i--;) {
      Record *record = &open_records[i];
      if (record->stage != 1) continue;
      record->stage = 2;
      record->sum += sum;
      record->netns = a;
      return;
    }
    orphans++;
    return;
  case 'I':
    LITERAL("IN DEV: "); DEVICE(); LITERAL(", NS: "); POINTER(a);
    LITERAL(", OUT DEV: "); DEVICE(); LITERAL(", NS: "); POINTER(b);
    END_OF_LINE();
    for (int i = open_count; i--;) {
      Record *record = &open_records[i];
      if (record->stage != 2) continue;
      if (record->netns != null_pointer && record->netns != a && record->netns != b) continue;
      record->stage = 3;
      record->sum += sum;
      record->in = a;
      record->out = b;
      return;
    }
    orphans++;
    return;
  case '[':
    LITERAL("[");
    NUMBER(hook);
    sum += hook;
    LITERAL("]: ");
    for (int side = 0; side < 2; side++) {
      for (int octet = 0; octet < 4; octet++) {
        if (octet) LITERAL(".");
        NUMBER(value);
        sum += value;
      }
      LITERAL(":");
      NUMBER(value);
      sum += value;
      if (side == 0) LITERAL("->");
    }
    LITERAL(", skb: "); POINTER(a);
    END_OF_LINE();
    for (int i = open_count; i--;) {
      Record *record = &open_records[i];
      if (record->stage != 3 || !fits(record, hook)) continue;
      records++;
      checksum += record->sum + sum;
      count_group(a, record->in != null_pointer ? record->in : record->out);
      drop(i);
      return;
    }
    orphans++;
    return;
  }
refused:
  if (memmem(start, end - start, "[nftrace]: ", 11)) malformed++;
  else foreign++;
}

int main(void) {
  for (int i = 0; i < 256; i++) {
    if ((i >= '0' && i <= '9') || (i >= 'a' && i <= 'f')) class_of[i] |= HEX;
    if (!memchr(" ,(/:\n", i, 6)) class_of[i] |= NAME;
  }
  symbols = calloc(symbol_mask + 1, sizeof *symbols);
  groups = calloc(group_mask + 1, sizeof *groups);
  null_pointer = intern((const u8 *)"(null)\0\0\0\0\0\0\0\0\0\0", 6);
  size_t capacity = CHUNK, filled = 0;
  u8 *buffer = malloc(capacity + PADDING);
  for (ssize_t count; (count = read(0, buffer + filled, capacity - filled)) > 0;) {
    filled += count;
    const u8 *p = buffer, *end = buffer + filled, *newline;
    for (; (newline = memchr(p, '\n', end - p)); p = newline + 1) line(p, newline);
    filled = end - p;
    memmove(buffer, p, filled);
    if (filled == capacity) buffer = realloc(buffer, (capacity *= 2) + PADDING);
  }
  if (filled) {
    buffer[filled] = '\n';
    line(buffer, buffer + filled);
  }
  u64 squares = 0;
  for (u32 i = 0; i <= group_mask; i++) squares += (u64)groups[i].count * groups[i].count;
  printf("%lu %lu %lu %lu %lu %u %lu %lu\n", lines, foreign, malformed, orphans, records, group_count, squares, checksum);
}
