// Text: read a file, count its lines, words and bytes, its most frequent words, and search it for
// phrases.
//
// usage: words FILE [ROUNDS]
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "argument.h"

#define BUCKETS 4096

typedef struct Word {
  struct Word *next;
  uint32_t count, length;
  char text[];
} Word;

static Word *buckets[BUCKETS];

static void add(const char *text, uint32_t length) {
  uint32_t hash = 5381;
  for (uint32_t i = 0; i < length; i++) hash = hash * 33 ^ (uint8_t)text[i];
  Word **place = &buckets[hash % BUCKETS];
  for (; *place; place = &(*place)->next) {
    if ((*place)->length == length && memcmp((*place)->text, text, length) == 0) {
      (*place)->count++;
      return;
    }
  }
  Word *word = malloc(sizeof(Word) + length);
  if (!word) abort();
  *word = (Word){0, 1, length};
  memcpy(word->text, text, length);
  *place = word;
}

static int by_count(const void *a, const void *b) {
  const Word *x = *(Word *const *)a, *y = *(Word *const *)b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  uint32_t shorter = x->length < y->length ? x->length : y->length;
  int order = memcmp(x->text, y->text, shorter);
  return order ? order : (int)x->length - (int)y->length;
}

/// Boyer, Moore and Horspool's search: how often `phrase` occurs.
static int occurrences(const char *text, int size, const char *phrase) {
  int length = strlen(phrase), found = 0;
  int skip[256];
  for (int i = 0; i < 256; i++) skip[i] = length;
  for (int i = 0; i < length - 1; i++) skip[(uint8_t)phrase[i]] = length - 1 - i;
  for (int at = 0; at + length <= size; at += skip[(uint8_t)text[at + length - 1]]) {
    int i = length - 1;
    while (i >= 0 && text[at + i] == phrase[i]) i--;
    found += i < 0;
  }
  return found;
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: words FILE [ROUNDS]\n");
    return 2;
  }
  int64_t rounds = argument(argc, argv, 2, 1);
  FILE *file = fopen(argv[1], "rb");
  if (!file) {
    perror(argv[1]);
    return 1;
  }
  static char text[1 << 20];
  int size = fread(text, 1, sizeof text, file);
  fclose(file);

  int lines = 0, words = 0, found = 0;
  for (int64_t round = 0; round < rounds; round++) {
    lines = words = found = 0;
    for (int i = 0; i < size;) {
      if (isalpha((uint8_t)text[i])) {
        char word[64];
        uint32_t length = 0;
        for (; i < size && isalpha((uint8_t)text[i]); i++) {
          if (length < sizeof word) word[length++] = tolower((uint8_t)text[i]);
        }
        add(word, length);
        words++;
      } else {
        lines += text[i++] == '\n';
      }
    }
    found += occurrences(text, size, "the river");
    found += occurrences(text, size, "and");
    found += occurrences(text, size, "never to be found");
  }

  static Word *sorted[1 << 16];
  int different = 0;
  for (int i = 0; i < BUCKETS; i++) {
    for (Word *word = buckets[i]; word && different < 1 << 16; word = word->next) {
      sorted[different++] = word;
    }
  }
  qsort(sorted, different, sizeof *sorted, by_count);
  printf("%d lines, %d words, %d bytes, %d different, %d found\n", lines, words, size, different,
         found);
  for (int i = 0; i < 8 && i < different; i++) {
    printf("%8u %.*s\n", sorted[i]->count, (int)sorted[i]->length, sorted[i]->text);
  }
}
