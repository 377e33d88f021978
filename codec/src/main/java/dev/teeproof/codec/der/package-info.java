/** DER (X.690), read one element at a time and never past its parent's end. */
@NullMarked
package dev.teeproof.codec.der;

import org.jspecify.annotations.NullMarked;
