// Learns three gestures on the board, then says which one it sees. Instead of a sensor's readings it makes its own, so
// that it runs on any board: put your accelerometer's into read().
#include <sensors.h>

gesture_net net; // global, so all zero at the start
gesture_trainer trainer;
gesture_standardizer standardizer;

float inputs[16][GESTURE_INPUTS];
uint8_t labels[16];

// Four readings of x, y and z: held still (0), shaken along x (1) or lifted (2).
void read(uint8_t gesture, float readings[GESTURE_INPUTS]) {
  for (int k = 0; k < 4; k++) {
    float strength = random(200, 600) / 100.0f;
    readings[3 * k] = random(-150, 150) / 100.0f;
    readings[3 * k + 1] = random(-150, 150) / 100.0f;
    readings[3 * k + 2] = 9.81f + random(-150, 150) / 100.0f;
    if (gesture == 1) readings[3 * k] += k % 2 ? strength : -strength;
    if (gesture == 2) readings[3 * k + 2] += strength * (1.5f - k);
  }
}

void check(gesture_status status) {
  if (status == GESTURE_OK) return;
  Serial.println(gesture_status_name(status));
  while (true) delay(1000);
}

void setup() {
  Serial.begin(115200);
  if (gesture_layout() != GESTURE_LAYOUT) Serial.println("the header is not the library's");

  // First the scale of the readings, then 60 batches of 16.
  for (int k = 0; k < 200; k++) {
    read(k % 3, inputs[0]);
    check(gesture_standardizer_push(&standardizer, inputs[0]));
  }
  check(gesture_start(&net, 7));
  for (int step = 1; step <= 60; step++) {
    for (int k = 0; k < 16; k++) {
      labels[k] = random(0, 3);
      read(labels[k], inputs[k]);
      check(gesture_standardizer_apply(&standardizer, inputs[k], inputs[k]));
    }
    float loss;
    check(gesture_step(&net, &trainer, inputs[0], labels, 16, 0.02f, &loss, NULL));
    if (step % 20 == 0) Serial.println(loss, 4);
  }
  check(gesture_standardizer_fold(&standardizer, &net)); // from here on the net takes readings as they come
}

void loop() {
  uint8_t shown = random(0, 3), said;
  read(shown, inputs[0]);
  check(gesture_classify(&net, inputs[0], &said));
  Serial.print(shown);
  Serial.println(shown == said ? ": right" : ": wrong");
  delay(500);
}
