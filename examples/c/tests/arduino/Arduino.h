// As much of Arduino's interface as the sketch uses, so that it can be compiled without a board's core.
#pragma once
#include <stddef.h>
#include <stdint.h>

void setup();
void loop();
void delay(unsigned long milliseconds);
long random(long from, long below);

struct Print {
  void begin(unsigned long baud);
  size_t print(int number);
  size_t println(const char *text);
  size_t println(double number, int digits);
};
extern Print Serial;
