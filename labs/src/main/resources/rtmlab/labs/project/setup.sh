#!/bin/sh
# Gradescope runs this once, when the image is made: all that is missing is a JDK 25.
set -eu
apt-get update
apt-get install -y --no-install-recommends openjdk-25-jdk-headless
