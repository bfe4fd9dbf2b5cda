// Indirect calls: a scene of shapes with method tables, and a chain of function pointers.
#include <stdio.h>

#include "argument.h"

typedef struct Shape Shape;

typedef struct {
  int64_t (*area)(const Shape *);
  int64_t (*perimeter)(const Shape *);
  void (*grow)(Shape *, int32_t);
} Methods;

struct Shape {
  const Methods *methods;
  int32_t a, b, c;
};

static int64_t square_area(const Shape *s) { return (int64_t)s->a * s->a; }
static int64_t square_perimeter(const Shape *s) { return 4 * (int64_t)s->a; }
static void square_grow(Shape *s, int32_t by) { s->a = (s->a + by) & 1023; }

static int64_t box_area(const Shape *s) { return (int64_t)s->a * s->b; }
static int64_t box_perimeter(const Shape *s) { return 2 * ((int64_t)s->a + s->b); }
static void box_grow(Shape *s, int32_t by) {
  s->a = (s->a + by) & 1023;
  s->b = (s->b + 2 * by) & 1023;
}

static int64_t triangle_area(const Shape *s) { return (int64_t)s->a * s->b / 2; }
static int64_t triangle_perimeter(const Shape *s) { return (int64_t)s->a + s->b + s->c; }
static void triangle_grow(Shape *s, int32_t by) {
  s->a = (s->a + by) & 1023;
  s->c = (s->c ^ by) & 1023;
}

static const Methods kinds[] = {
    {square_area, square_perimeter, square_grow},
    {box_area, box_perimeter, box_grow},
    {triangle_area, triangle_perimeter, triangle_grow},
};

typedef uint64_t (*Stage)(uint64_t);
static uint64_t twist(uint64_t x) { return x ^ x >> 29; }
static uint64_t scale(uint64_t x) { return x * 0x9e3779b97f4a7c15u; }
static uint64_t shift(uint64_t x) { return x << 5 | x >> 59; }
static uint64_t flip(uint64_t x) { return ~x + 1013904223u; }
static Stage stages[] = {twist, scale, shift, flip};

#define SHAPES 256

int main(int argc, char **argv) {
  int64_t rounds = argument(argc, argv, 1, 10000);
  static Shape shapes[SHAPES];
  uint64_t seed = 2463534242u;
  for (int i = 0; i < SHAPES; i++) {
    uint64_t r = next_random(&seed);
    shapes[i] = (Shape){&kinds[r % 3], r >> 8 & 255, r >> 16 & 255, r >> 24 & 255};
  }
  int64_t total = 0;
  uint64_t chained = 1;
  for (int64_t round = 0; round < rounds; round++) {
    for (int i = 0; i < SHAPES; i++) {
      Shape *shape = &shapes[i];
      shape->methods->grow(shape, i + (int32_t)round);
      total += shape->methods->area(shape) - shape->methods->perimeter(shape);
      chained = stages[chained & 3](chained);
    }
  }
  printf("indirect: %lld %016llx\n", (long long)total, (unsigned long long)chained);
}
