/**
 * The log of the files that Linux measured: {@code binary_runtime_measurements} and its ASCII form.
 *
 * @see "Linux kernel, Documentation/security/IMA-templates.rst"
 */
@NullMarked
package dev.teeproof.eventlog.ima;

import org.jspecify.annotations.NullMarked;
