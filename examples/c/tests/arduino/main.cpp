// Runs a sketch in an emulator: setup(), then loop() a hundred times. Fails if it says "wrong" more than twice.
#include "Arduino.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Print Serial;
static int wrong, right;

void delay(unsigned long) {}
long random(long from, long below) {
  static uint32_t state = 2016;
  state ^= state << 13, state ^= state >> 17, state ^= state << 5;
  return from + long(state % uint32_t(below - from));
}
void Print::begin(unsigned long) {}
size_t Print::print(int number) { return size_t(printf("%d", number)); }
size_t Print::println(const char *text) {
  wrong += strstr(text, "wrong") != NULL, right += strstr(text, "right") != NULL;
  return size_t(printf("%s\n", text));
}
size_t Print::println(double number, int digits) { return size_t(printf("%.*f\n", digits, number)); }

int main() {
  setup();
  for (int k = 0; k < 100; k++) loop();
  return !(right + wrong == 100 && wrong <= 2);
}
