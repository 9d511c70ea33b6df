#!/bin/sh
# Gradescope runs this once, when the image is made: all that is missing is a JDK 25, which Ubuntu has from 22.04 on.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends openjdk-25-jdk-headless
