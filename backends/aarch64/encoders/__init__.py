"""The encoders of aarch64, one module per encoding class of the Arm ARM (DDI 0487, chapter C4.1): operands in, a word out.

An encoder refuses what its class cannot express with an EncodingError; nothing is truncated silently."""
