// A bytecode interpreter inside the guest: one big switch (`br_table`) over a small stack machine
// that runs a prime-counting program.
#include <stdio.h>

#include "argument.h"

enum {
  PUSH, LOAD, STORE, ADD, SUBTRACT, MULTIPLY, REMAINDER, LESS, EQUAL, NOT,
  JUMP, JUMP_IF_ZERO, DUPLICATE, DROP, INCREMENT, SWAP, AND, OR, NEGATE, PRINT, HALT,
};

static int64_t run(const int32_t *code) {
  int64_t stack[64], variables[16] = {0};
  int top = 0;
  int64_t steps = 0;
  for (int pc = 0;;) {
    steps++;
    switch (code[pc++]) {
      case PUSH: stack[top++] = code[pc++]; break;
      case LOAD: stack[top++] = variables[code[pc++]]; break;
      case STORE: variables[code[pc++]] = stack[--top]; break;
      case ADD: top--; stack[top - 1] += stack[top]; break;
      case SUBTRACT: top--; stack[top - 1] -= stack[top]; break;
      case MULTIPLY: top--; stack[top - 1] *= stack[top]; break;
      case REMAINDER: top--; stack[top - 1] %= stack[top]; break;
      case LESS: top--; stack[top - 1] = stack[top - 1] < stack[top]; break;
      case EQUAL: top--; stack[top - 1] = stack[top - 1] == stack[top]; break;
      case NOT: stack[top - 1] = !stack[top - 1]; break;
      case JUMP: pc = code[pc]; break;
      case JUMP_IF_ZERO: pc = stack[--top] ? pc + 1 : code[pc]; break;
      case DUPLICATE: stack[top] = stack[top - 1]; top++; break;
      case DROP: top--; break;
      case INCREMENT: variables[code[pc++]]++; break;
      case SWAP: {
        int64_t value = stack[top - 1];
        stack[top - 1] = stack[top - 2];
        stack[top - 2] = value;
        break;
      }
      case AND: top--; stack[top - 1] &= stack[top]; break;
      case OR: top--; stack[top - 1] |= stack[top]; break;
      case NEGATE: stack[top - 1] = -stack[top - 1]; break;
      case PRINT: printf("%lld\n", (long long)stack[--top]); break;
      case HALT: return steps;
      default: return -1;
    }
  }
}

int main(int argc, char **argv) {
  enum { LIMIT, NUMBER, DIVISOR, COUNT };
  const int32_t program[] = {
      /*  0 */ PUSH, argument(argc, argv, 1, 8000), STORE, LIMIT,
      /*  4 */ PUSH, 2, STORE, NUMBER,
      // next number, or the end
      /*  8 */ LOAD, NUMBER, LOAD, LIMIT, LESS, JUMP_IF_ZERO, 48,
      /* 15 */ PUSH, 2, STORE, DIVISOR,
      // while divisor * divisor <= number
      /* 19 */ LOAD, NUMBER, LOAD, DIVISOR, DUPLICATE, MULTIPLY, LESS, NOT, JUMP_IF_ZERO, 42,
      /* 29 */ LOAD, NUMBER, LOAD, DIVISOR, REMAINDER, JUMP_IF_ZERO, 44,
      /* 36 */ INCREMENT, DIVISOR, JUMP, 19, HALT, HALT,
      // prime
      /* 42 */ INCREMENT, COUNT,
      /* 44 */ INCREMENT, NUMBER, JUMP, 8,
      /* 48 */ LOAD, COUNT, PRINT, HALT,
  };
  int64_t steps = run(program);
  printf("%lld steps\n", (long long)steps);
}
