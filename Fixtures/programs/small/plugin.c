// A library module, as a plug-in host loads it: no `_start`, an initializer, the C library's own
// `malloc` and `free`, and functions over strings.
//
// Strings go in as a pointer and a length in memory from `malloc`, and belong to the caller. A
// result is a pointer to a length word followed by the bytes, from `malloc`; the caller frees it.
//
// build: -mexec-model=reactor -Wl,--export=malloc,--export=free
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name))) name

static int calls = 0;

__attribute__((constructor)) static void set_up(void) { calls = 100; }

static uint32_t *make(uint32_t length) {
  uint32_t *result = malloc(sizeof(uint32_t) + length);
  if (result) *result = length;
  return result;
}

/// "Hello, NAME!"
uint32_t *EXPORT(greet)(const char *name, uint32_t length) {
  calls++;
  uint32_t *result = make(length + 8);
  if (!result) return 0;
  char *text = (char *)(result + 1);
  memcpy(text, "Hello, ", 7);
  memcpy(text + 7, name, length);
  text[7 + length] = '!';
  return result;
}

/// Upper case, in place.
void EXPORT(shout)(char *text, uint32_t length) {
  calls++;
  for (uint32_t i = 0; i < length; i++) text[i] = toupper((unsigned char)text[i]);
}

/// The sum of `count` 64-bit integers.
int64_t EXPORT(sum)(const int64_t *values, uint32_t count) {
  calls++;
  int64_t total = 0;
  for (uint32_t i = 0; i < count; i++) total += values[i];
  return total;
}

/// 100, set by the initializer, and one for each call since.
int EXPORT(calls_so_far)(void) { return calls; }

/// Says something on standard output, at once.
void EXPORT(say)(const char *text, uint32_t length) {
  fwrite(text, 1, length, stdout);
  fputc('\n', stdout);
  fflush(stdout);
}
