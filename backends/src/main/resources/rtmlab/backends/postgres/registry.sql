-- What all nodes must agree on, such as who is on the ring: changed only by who knows its present value.
CREATE TABLE IF NOT EXISTS registry (
    name  text COLLATE "C" PRIMARY KEY,
    value text NOT NULL
);
