// Allocation: binary trees built and torn down with `malloc` and `free`.
#include <stdio.h>

#include "argument.h"

typedef struct Tree {
  struct Tree *left, *right;
} Tree;

static Tree *build(int depth) {
  Tree *tree = malloc(sizeof(Tree));
  if (!tree) abort();
  tree->left = depth > 0 ? build(depth - 1) : 0;
  tree->right = depth > 0 ? build(depth - 1) : 0;
  return tree;
}

static int count(const Tree *tree) {
  return tree->left ? 1 + count(tree->left) + count(tree->right) : 1;
}

static void discard(Tree *tree) {
  if (tree->left) {
    discard(tree->left);
    discard(tree->right);
  }
  free(tree);
}

int main(int argc, char **argv) {
  int depth = argument(argc, argv, 1, 14);
  Tree *kept = build(depth);
  for (int d = 4; d <= depth; d += 4) {
    int rounds = 1 << (depth - d + 4), nodes = 0;
    for (int i = 0; i < rounds; i++) {
      Tree *tree = build(d);
      nodes += count(tree);
      discard(tree);
    }
    printf("%d trees of depth %d: %d nodes\n", rounds, d, nodes);
  }
  printf("kept: %d nodes\n", count(kept));
}
