/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_movement.c - the text of movements
 */
#include "fuzz.h"

#include "calculus/movement.h"

/* a direction by every kind of rule: the difference's sign or no change */
static void
check_direction(const Movement *movement)
{
	double		difference = movement_difference(movement);
	double		sign = movement->current.polarity == POLARITY_HIGH ?
		difference : -difference;
	ChangeRule	rule = {NAN, 1, NAN};
	Direction	shown;
	Direction	any;
	Direction	confident;
	double		p;

	if (!movement_direction_by(movement, &rule, &shown))
	{
		CHECK(!movement_has_previous(movement));
		return;
	}
	rule.tolerance = 0;
	CHECK(movement_direction_by(movement, &rule, &any));
	CHECK((any == DIRECTION_INFORMATION) ==
		  (movement->current.polarity == POLARITY_NONE));
	CHECK(any != DIRECTION_IMPROVED || sign > 0);
	CHECK(any != DIRECTION_DECLINED || sign < 0);
	CHECK(shown == any || shown == DIRECTION_NO_CHANGE);
	rule.confidence = 0.95;
	if (movement_direction_by(movement, &rule, &confident))
		CHECK(confident == any || confident == DIRECTION_NO_CHANGE);
	else
		CHECK(!movement_p_value(movement, &p));
}

static void
check_movement(const Movement *movement)
{
	char		text[MOVEMENT_TEXT];
	char		again[MOVEMENT_TEXT];
	Movement	read;
	Problem		problem;
	double		difference = movement_difference(movement);
	int			length = movement_format(movement, text);

	CHECK(movement_check(movement, &problem));
	check_period(movement->current_period);
	check_indicator(&movement->current);
	CHECK(isfinite(difference));
	CHECK(decimal_round(difference) == difference);
	if (movement_has_previous(movement))
	{
		check_period(movement->previous_period);
		check_indicator(&movement->previous);
		CHECK(movement->previous_period < movement->current_period);
		/* beyond 15 digits two values may differ by nothing, not the other way */
		CHECK(difference <= 0 ||
			  movement->current.value > movement->previous.value);
		CHECK(difference >= 0 ||
			  movement->current.value < movement->previous.value);
	}
	check_direction(movement);
	CHECK(length > 0 && length < MOVEMENT_TEXT && strlen(text) == (size_t) length);
	CHECK(movement_parse(text, &read, &problem));
	CHECK(memcmp(&read, movement, sizeof(read)) == 0);
	movement_format(&read, again);
	CHECK(strcmp(text, again) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = text_of(data, size);
	Movement	movement;
	Problem		problem;

	if (movement_parse(text, &movement, &problem))
		check_movement(&movement);
	else
		check_problem(&problem);
	free(text);
	return 0;
}
