// Sorting a file, as the reference study does: read it, sort its lines with one of three
// algorithms, write the result.
//
// usage: sort bubble|merge|quick INPUT OUTPUT [LINES [ROUNDS]]
#include <stdio.h>
#include <string.h>

#include "argument.h"

typedef const char *Line;

static void bubble_sort(Line *lines, int count, Line *unused) {
  for (int end = count; end > 1;) {
    int last = 0;
    for (int i = 1; i < end; i++) {
      if (strcmp(lines[i - 1], lines[i]) > 0) {
        Line line = lines[i];
        lines[i] = lines[i - 1];
        lines[i - 1] = line;
        last = i;
      }
    }
    end = last;
  }
}

static void merge_sort(Line *lines, int count, Line *room) {
  if (count < 2) return;
  int middle = count / 2;
  merge_sort(lines, middle, room);
  merge_sort(lines + middle, count - middle, room);
  memcpy(room, lines, sizeof(Line) * middle);
  int left = 0, right = middle, out = 0;
  while (left < middle && right < count) {
    lines[out++] = strcmp(room[left], lines[right]) <= 0 ? room[left++] : lines[right++];
  }
  while (left < middle) lines[out++] = room[left++];
}

static void quick_sort(Line *lines, int count, Line *unused) {
  while (count > 1) {
    Line pivot = lines[count / 2];
    int low = 0, high = count - 1;
    while (low <= high) {
      while (strcmp(lines[low], pivot) < 0) low++;
      while (strcmp(lines[high], pivot) > 0) high--;
      if (low > high) break;
      Line line = lines[low];
      lines[low++] = lines[high];
      lines[high--] = line;
    }
    quick_sort(lines, high + 1, unused);
    lines += low;
    count -= low;
  }
}

static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) return 0;
  size_t room = 4096, used = 0, got;
  char *text = malloc(room + 1);
  while (text && (got = fread(text + used, 1, room - used, file)) > 0) {
    used += got;
    if (used == room) text = realloc(text, (room *= 2) + 1);
  }
  fclose(file);
  if (text) text[used] = 0;
  *size = used;
  return text;
}

/// Cuts the text into lines in place; returns their number.
static int split(char *text, size_t size, Line *lines, int limit) {
  int count = 0;
  char *end = text + size;
  while (text < end && count < limit) {
    lines[count++] = text;
    char *newline = memchr(text, '\n', end - text);
    if (!newline) break;
    *newline = 0;
    text = newline + 1;
  }
  return count;
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: sort bubble|merge|quick INPUT OUTPUT [LINES [ROUNDS]]\n");
    return 2;
  }
  void (*sort)(Line *, int, Line *) = argv[1][0] == 'b'   ? bubble_sort
                                      : argv[1][0] == 'm' ? merge_sort
                                                          : quick_sort;
  int limit = argument(argc, argv, 4, 1 << 20);
  int64_t rounds = argument(argc, argv, 5, 1);

  size_t size;
  char *text = read_file(argv[2], &size);
  if (!text) {
    perror(argv[2]);
    return 1;
  }
  Line *original = malloc(sizeof(Line) * limit);
  Line *lines = malloc(sizeof(Line) * limit);
  Line *room = malloc(sizeof(Line) * limit);
  if (!original || !lines || !room) return 1;
  int count = split(text, size, original, limit);
  for (int64_t round = 0; round < rounds; round++) {
    memcpy(lines, original, sizeof(Line) * count);
    sort(lines, count, room);
  }

  FILE *output = fopen(argv[3], "wb");
  if (!output) {
    perror(argv[3]);
    return 1;
  }
  uint64_t checksum = 1469598103934665603u;
  for (int i = 0; i < count; i++) {
    for (Line c = lines[i]; *c; c++) checksum = fold(checksum, (uint8_t)*c);
    fprintf(output, "%s\n", lines[i]);
  }
  fclose(output);
  printf("%s: %d lines, %016llx\n", argv[1], count, (unsigned long long)checksum);
}
