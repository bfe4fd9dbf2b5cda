// Floating point: the spectral norm of an infinite matrix, by power iteration.
#include <math.h>
#include <stdio.h>

#include "argument.h"

static double element(int row, int column) {
  int diagonal = row + column;
  return 1.0 / (diagonal * (diagonal + 1) / 2 + row + 1);
}

static void multiply(int n, const double *v, double *result) {
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++) sum += element(i, j) * v[j];
    result[i] = sum;
  }
}

static void multiply_transposed(int n, const double *v, double *result) {
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++) sum += element(j, i) * v[j];
    result[i] = sum;
  }
}

int main(int argc, char **argv) {
  int n = argument(argc, argv, 1, 400);
  double *u = malloc(sizeof(double) * n);
  double *v = malloc(sizeof(double) * n);
  double *between = malloc(sizeof(double) * n);
  if (!u || !v || !between) return 1;
  for (int i = 0; i < n; i++) u[i] = 1;
  for (int round = 0; round < 10; round++) {
    multiply(n, u, between);
    multiply_transposed(n, between, v);
    multiply(n, v, between);
    multiply_transposed(n, between, u);
  }
  double uv = 0, vv = 0;
  for (int i = 0; i < n; i++) {
    uv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  printf("%.9f\n", sqrt(uv / vv));
}
