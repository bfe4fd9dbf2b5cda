// A hash map with open addressing: insert, look up, delete by turns.
#include <stdio.h>

#include "argument.h"

enum { EMPTY, FULL, DELETED };

typedef struct {
  uint64_t key, value;
  uint8_t state;
} Slot;

typedef struct {
  Slot *slots;
  uint32_t mask, used, full;
} Map;

static uint32_t hash(uint64_t key) {
  key = (key ^ key >> 30) * 0xbf58476d1ce4e5b9u;
  key = (key ^ key >> 27) * 0x94d049bb133111ebu;
  return key ^ key >> 31;
}

static Slot *find(const Map *map, uint64_t key) {
  Slot *reusable = 0;
  for (uint32_t i = hash(key) & map->mask;; i = (i + 1) & map->mask) {
    Slot *slot = &map->slots[i];
    if (slot->state == EMPTY) return reusable ? reusable : slot;
    if (slot->state == DELETED) {
      if (!reusable) reusable = slot;
    } else if (slot->key == key) {
      return slot;
    }
  }
}

static void grow(Map *map) {
  Map old = *map;
  uint32_t size = old.slots ? (old.full * 2 > old.mask ? (old.mask + 1) * 2 : old.mask + 1) : 16;
  *map = (Map){calloc(size, sizeof(Slot)), size - 1, 0, 0};
  if (!map->slots) abort();
  for (uint32_t i = 0; old.slots && i <= old.mask; i++) {
    if (old.slots[i].state != FULL) continue;
    *find(map, old.slots[i].key) = old.slots[i];
    map->used++, map->full++;
  }
  free(old.slots);
}

static void insert(Map *map, uint64_t key, uint64_t value) {
  if (!map->slots || map->used * 4 >= (map->mask + 1) * 3) grow(map);
  Slot *slot = find(map, key);
  if (slot->state == FULL) {
    slot->value += value;
    return;
  }
  if (slot->state == EMPTY) map->used++;
  map->full++;
  *slot = (Slot){key, value, FULL};
}

int main(int argc, char **argv) {
  int64_t operations = argument(argc, argv, 1, 1000000);
  Map map = {0};
  uint64_t seed = 88172645463325252u, checksum = 0;
  for (int64_t i = 0; i < operations; i++) {
    uint64_t r = next_random(&seed), key = r >> 20 & 0xffff;
    switch (r & 7) {
      case 0: case 1: case 2:
        insert(&map, key, r >> 40);
        break;
      case 3: {
        if (!map.slots) break;
        Slot *slot = find(&map, key);
        if (slot->state != FULL) break;
        slot->state = DELETED;
        map.full--;
        break;
      }
      default: {
        if (!map.slots) break;
        Slot *slot = find(&map, key);
        if (slot->state == FULL) checksum = fold(checksum, slot->value);
      }
    }
  }
  printf("%u keys, %016llx\n", map.full, (unsigned long long)checksum);
}
