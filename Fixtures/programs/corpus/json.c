// Text: build a JSON document, parse it into a tree, walk the tree, and print it again, several
// rounds.
//
// usage: json [RECORDS [ROUNDS]]
#include <stdio.h>
#include <string.h>

#include "argument.h"

typedef enum { NUL, FALSE, TRUE, NUMBER, STRING, ARRAY, OBJECT } Kind;

typedef struct Value {
  Kind kind;
  double number;
  const char *text;   // the contents of a string
  uint32_t length;
  const char *name;   // the key, in an object
  uint32_t name_length;
  struct Value *first, *next;
} Value;

static char *arena, *arena_end, *arena_top;
static const char *cursor;

static Value *make(Kind kind) {
  if (arena_top + sizeof(Value) > arena_end) abort();
  Value *value = (Value *)arena_top;
  arena_top += sizeof(Value);
  *value = (Value){.kind = kind};
  return value;
}

static void skip_space(void) {
  while (*cursor == ' ' || *cursor == '\n' || *cursor == '\t') cursor++;
}

static const char *parse_string(uint32_t *length) {
  const char *start = ++cursor;
  while (*cursor && *cursor != '"') cursor += *cursor == '\\' ? 2 : 1;
  *length = cursor - start;
  if (*cursor) cursor++;
  return start;
}

static double parse_number(void) {
  double sign = 1, value = 0, scale = 1;
  if (*cursor == '-') sign = -1, cursor++;
  for (; *cursor >= '0' && *cursor <= '9'; cursor++) value = value * 10 + (*cursor - '0');
  if (*cursor == '.') {
    for (cursor++; *cursor >= '0' && *cursor <= '9'; cursor++) {
      value = value * 10 + (*cursor - '0');
      scale *= 10;
    }
  }
  return sign * value / scale;
}

static Value *parse(void) {
  skip_space();
  char c = *cursor;
  if (c == '{' || c == '[') {
    Value *value = make(c == '{' ? OBJECT : ARRAY);
    Value **place = &value->first;
    cursor++;
    for (skip_space(); *cursor && *cursor != '}' && *cursor != ']'; skip_space()) {
      const char *name = 0;
      uint32_t name_length = 0;
      if (c == '{') {
        name = parse_string(&name_length);
        skip_space();
        cursor++;
      }
      *place = parse();
      (*place)->name = name;
      (*place)->name_length = name_length;
      place = &(*place)->next;
      skip_space();
      if (*cursor == ',') cursor++;
    }
    if (*cursor) cursor++;
    return value;
  }
  if (c == '"') {
    Value *value = make(STRING);
    value->text = parse_string(&value->length);
    return value;
  }
  if (c == 't') return cursor += 4, make(TRUE);
  if (c == 'f') return cursor += 5, make(FALSE);
  if (c == 'n') return cursor += 4, make(NUL);
  Value *value = make(NUMBER);
  value->number = parse_number();
  return value;
}

static char *put(char *out, const char *text, uint32_t length) {
  memcpy(out, text, length);
  return out + length;
}

static char *print(const Value *value, char *out) {
  switch (value->kind) {
    case NUL: return put(out, "null", 4);
    case FALSE: return put(out, "false", 5);
    case TRUE: return put(out, "true", 4);
    case NUMBER: {
      int64_t cents = (int64_t)(value->number * 100 + (value->number < 0 ? -0.5 : 0.5));
      char digits[24];
      int i = sizeof digits;
      uint64_t rest = cents < 0 ? -cents : cents;
      for (int place = 0; place < 3 || rest; place++) {
        if (place == 2) digits[--i] = '.';
        digits[--i] = '0' + rest % 10;
        rest /= 10;
      }
      if (cents < 0) digits[--i] = '-';
      return put(out, digits + i, sizeof digits - i);
    }
    case STRING:
      *out++ = '"';
      out = put(out, value->text, value->length);
      *out++ = '"';
      return out;
    case ARRAY:
    case OBJECT:
      *out++ = value->kind == ARRAY ? '[' : '{';
      for (const Value *child = value->first; child; child = child->next) {
        if (child->name) {
          *out++ = '"';
          out = put(out, child->name, child->name_length);
          *out++ = '"';
          *out++ = ':';
        }
        out = print(child, out);
        if (child->next) *out++ = ',';
      }
      *out++ = value->kind == ARRAY ? ']' : '}';
      return out;
  }
}

static double sum(const Value *value) {
  double total = value->kind == NUMBER ? value->number : value->length;
  for (const Value *child = value->first; child; child = child->next) total += sum(child);
  return total;
}

int main(int argc, char **argv) {
  int records = argument(argc, argv, 1, 500);
  int64_t rounds = argument(argc, argv, 2, 20);
  size_t room = (size_t)records * 256 + 64;
  char *text = malloc(room), *again = malloc(room);
  arena = malloc((size_t)records * 16 * sizeof(Value) + 4096);
  if (!text || !again || !arena) return 1;
  arena_end = arena + (size_t)records * 16 * sizeof(Value) + 4096;

  uint64_t seed = 2463534242u;
  char *end = text;
  *end++ = '[';
  for (int i = 0; i < records; i++) {
    uint64_t r = next_random(&seed);
    end += sprintf(end,
                   "%s\n  { \"id\": %d, \"name\": \"user \\\"%llx\\\"\", \"score\": %d.%02d, "
                   "\"tags\": [\"a\", \"bc\", %s], \"at\": {\"x\": -%d, \"y\": %d} }",
                   i ? "," : "", i, (unsigned long long)(r >> 40), (int)(r & 1023),
                   (int)(r >> 10 & 63), r >> 16 & 1 ? "true" : "null", (int)(r >> 17 & 255),
                   (int)(r >> 25 & 255));
  }
  *end++ = ']';
  *end = 0;

  uint64_t checksum = 1469598103934665603u;
  double total = 0;
  for (int64_t round = 0; round < rounds; round++) {
    arena_top = arena;
    cursor = text;
    Value *document = parse();
    total += sum(document);
    char *last = print(document, again);
    checksum = fold(checksum, last - again);
    for (char *c = again; c < last; c += 7) checksum = fold(checksum, (uint8_t)*c);
  }
  printf("json: %d bytes, total %.2f, %016llx\n", (int)(end - text), total,
         (unsigned long long)checksum);
}
